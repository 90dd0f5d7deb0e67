package io.mptstreams.engine.readout;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.InvalidParametersException.Problem;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A task's numbers before its first label: the shared prompt's u and v, and as label vectors the
 * embeddings of the labels' phrases, taken without a prompt. Any thread may use it.
 */
public final class ColdStart {

  /** Factor on the products; one value for all tasks, so that they can be trained together. */
  public static final float SCALE = 20;

  private static final int BATCH = 64;
  private static final double SMALLEST_NORM = 1e-12;

  private final Backbone backbone;

  public ColdStart(Backbone backbone) {
    this.backbone = backbone;
  }

  /**
   * The same phrases give the same numbers on every machine of one kind, so that scorers agree on
   * version 1 without talking.
   *
   * @param phrases one a label, in the order of the labels; an empty one stands for its label
   * @throws InvalidParametersException WRONG_LABELS if the two lists do not match
   */
  public TaskParameters of(SharedPrompt prompt, List<String> labels, List<String> phrases) {
    if (labels.isEmpty() || labels.size() != phrases.size()) {
      throw new InvalidParametersException(
          Problem.WRONG_LABELS,
          "there are " + labels.size() + " labels and " + phrases.size() + " phrases");
    }
    List<String> texts = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      texts.add(phrases.get(c).isBlank() ? labels.get(c) : phrases.get(c));
    }
    return new TaskParameters(
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        prompt.u(),
        prompt.v(),
        labels,
        unit(embed(texts)),
        new float[labels.size()],
        SCALE,
        1);
  }

  /** Sentence vectors without a prompt, [texts, d]. */
  public float[] embed(List<String> texts) {
    int width = backbone.info().width();
    float[] vectors = new float[texts.size() * width];
    for (int first = 0; first < texts.size(); first += BATCH) {
      List<TokenizedText> tokens =
          texts.subList(first, Math.min(first + BATCH, texts.size())).stream()
              .map(this::tokenize)
              .toList();
      try (NDScope scope = new NDScope();
          GradientMode off = GradientMode.off();
          NDManager manager = backbone.newManager()) {
        scope.suppressNotUsedWarning();
        float[] pooled =
            backbone.encoder().pooled(manager, new TokenBatch(tokens), null).toFloatArray();
        System.arraycopy(pooled, 0, vectors, first * width, pooled.length);
      }
    }
    return vectors;
  }

  private float[] unit(float[] vectors) {
    int width = backbone.info().width();
    for (int first = 0; first < vectors.length; first += width) {
      double squares = 0;
      for (int j = first; j < first + width; j++) {
        squares += (double) vectors[j] * vectors[j];
      }
      for (int j = first; j < first + width; j++) {
        vectors[j] = (float) (vectors[j] / Math.max(Math.sqrt(squares), SMALLEST_NORM));
      }
    }
    return vectors;
  }

  private TokenizedText tokenize(String text) {
    return backbone.tokenizer().tokenize(text, Optional.empty(), backbone.info().maxTokens());
  }
}
