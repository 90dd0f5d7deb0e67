package io.mptstreams.engine.readout;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.InvalidParametersException.Problem;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A task's numbers before its first label: the shared prompt's u and v, and as label vectors the
 * embeddings of "label: phrase" behind the prompt, where the texts will stand too, each moved by
 * what source tasks with such labels learned. Any thread may use it.
 *
 * <p>A text-to-text backbone reads labels by their names as output text and no label vectors: those
 * are zeros, and scale and temperature 1 leave the backbone's own probabilities. There a task may
 * have no labels at all, and writes.
 */
public final class ColdStart {

  /** Factor on the products; one value for all tasks, so that they can be trained together. */
  public static final float SCALE = 10;

  private final Backbone backbone;
  private final SentenceEmbedder embedder;

  public ColdStart(Backbone backbone) {
    this.backbone = backbone;
    embedder = new SentenceEmbedder(backbone);
  }

  /**
   * The same phrases give the same numbers on every machine of one kind, so that scorers agree on
   * version 1 without talking.
   *
   * @param phrases one a label, in the order of the labels; an empty one stands for its label
   * @throws InvalidParametersException WRONG_LABELS if the two lists do not match, or are empty and
   *     the backbone writes no text
   */
  public TaskParameters of(SharedPrompt prompt, List<String> labels, List<String> phrases) {
    boolean writes = backbone.textToText().isPresent();
    if (labels.isEmpty() && !writes) {
      throw new InvalidParametersException(
          Problem.WRONG_LABELS,
          "a task without labels needs a backbone that writes text; "
              + backbone.info().name()
              + " writes none");
    }
    if (labels.size() != phrases.size()) {
      throw new InvalidParametersException(
          Problem.WRONG_LABELS,
          "there are " + labels.size() + " labels and " + phrases.size() + " phrases");
    }
    return writes
        ? parameters(prompt, labels, new float[labels.size() * prompt.width()], 1)
        : parameters(prompt, labels, labelVectors(prompt, labels, phrases), SCALE);
  }

  /**
   * How much the source tasks know of a task's labels, as {@link LabelMemory#knowledge} has it; 0
   * for a prompt without such knowledge and for a text-to-text backbone.
   */
  public double knowledge(SharedPrompt prompt, List<String> labels, List<String> phrases) {
    return prompt
        .labelMemory()
        .map(memory -> memory.knowledge(embedded(prompt, labels, phrases)))
        .orElse(0.0);
  }

  private float[] labelVectors(SharedPrompt prompt, List<String> labels, List<String> phrases) {
    float[] vectors = embedded(prompt, labels, phrases);
    return prompt.labelMemory().map(memory -> memory.moved(vectors)).orElse(vectors);
  }

  private float[] embedded(SharedPrompt prompt, List<String> labels, List<String> phrases) {
    List<TokenizedText> texts = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      texts.add(tokenize(describe(labels.get(c), phrases.get(c))));
    }
    float[] composed = prompt.compose(prompt.u(), prompt.v(), prompt.rank());
    return embedder.embed(texts, Optional.of(composed));
  }

  private static TaskParameters parameters(
      SharedPrompt prompt, List<String> labels, float[] labelVectors, float scale) {
    return new TaskParameters(
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        prompt.u(),
        prompt.v(),
        labels,
        labelVectors,
        new float[labels.size()],
        scale,
        1);
  }

  /** What stands for a label: its name and, where it says more, its phrase. */
  public static String describe(String label, String phrase) {
    return phrase.isBlank() || phrase.equals(label) ? label : label + ": " + phrase;
  }

  private TokenizedText tokenize(String text) {
    return backbone.tokenizer().tokenize(text, Optional.empty(), backbone.info().maxTokens());
  }
}
