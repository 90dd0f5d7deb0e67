package io.mptstreams.engine.readout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.text.TokenizedText;
import java.util.List;
import java.util.Optional;

/**
 * How likely an encoder-decoder is to write given texts behind a task's prompt: what a version of a
 * task on such a backbone is judged by.
 *
 * <p>One text a pass, like {@link PromptedEmbedder}: the same bits whenever it is asked again. Any
 * thread.
 */
public final class TargetLikelihood {

  private final Backbone backbone;
  private final TextToText model;
  private final int maxTokens;

  /**
   * @param maxTokens longer texts and targets are cut
   * @throws IllegalArgumentException if the backbone writes no text
   */
  public TargetLikelihood(Backbone backbone, int maxTokens) {
    this.backbone = backbone;
    this.model =
        backbone
            .textToText()
            .orElseThrow(
                () -> new IllegalArgumentException(backbone.info().name() + " writes no text"));
    this.maxTokens = Math.min(maxTokens, backbone.info().maxTokens());
  }

  /**
   * Logits of a task's labels before its temperature, [C]: scale · log p(name, end | text) + bias,
   * as the scorer reads them.
   */
  public float[] logits(
      SharedPrompt shared, TaskParameters task, String text, Optional<String> textPair) {
    List<int[]> names = task.labels().stream().map(this::tokens).toList();
    float[] logits = logLikelihoods(shared, task, text, textPair, names);
    for (int c = 0; c < logits.length; c++) {
      logits[c] = task.scale() * logits[c] + task.labelBiases()[c];
    }
    return logits;
  }

  /** log p(target, end | text) / tokens: nats a token, at most 0. */
  public double perToken(
      SharedPrompt shared,
      TaskParameters task,
      String text,
      Optional<String> textPair,
      String target) {
    int[] tokens = tokens(target);
    return logLikelihoods(shared, task, text, textPair, List.of(tokens))[0] / tokens.length;
  }

  private float[] logLikelihoods(
      SharedPrompt shared,
      TaskParameters task,
      String text,
      Optional<String> textPair,
      List<int[]> targets) {
    TokenizedText tokens = backbone.tokenizer().tokenize(text, textPair, maxTokens);
    float[] prompt = shared.compose(task.u(), task.v(), task.rank());
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off();
        NDManager manager = backbone.newManager()) {
      scope.suppressNotUsedWarning();
      NDArray prompts = manager.create(prompt, new Shape(1, shared.length(), shared.width()));
      EncodedTexts encoded = model.encode(new TokenBatch(List.of(tokens)), prompts);
      return model.logLikelihoods(encoded, targets).toFloatArray();
    }
  }

  private int[] tokens(String target) {
    return backbone.tokenizer().tokenize(target, Optional.empty(), maxTokens).ids();
  }
}
