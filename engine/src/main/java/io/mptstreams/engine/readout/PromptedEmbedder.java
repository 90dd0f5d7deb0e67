package io.mptstreams.engine.readout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.text.TokenizedText;
import java.util.List;
import java.util.Optional;

/**
 * Sentence vectors of a task: the backbone's, behind the task's prompt.
 *
 * <p>One text a pass: matrix kernels round differently for other batch sizes, and a vector that is
 * learned from must come out with the same bits whenever it is made again. Any thread.
 */
public final class PromptedEmbedder {

  private final Backbone backbone;
  private final int maxTokens;

  /**
   * @param maxTokens longer texts are cut
   */
  public PromptedEmbedder(Backbone backbone, int maxTokens) {
    this.backbone = backbone;
    this.maxTokens = Math.min(maxTokens, backbone.info().maxTokens());
  }

  /**
   * The vector [d] of one text behind P* ∘ (U V).
   *
   * @throws IllegalArgumentException if the text is not valid Unicode
   */
  public float[] embed(
      SharedPrompt shared, TaskParameters task, String text, Optional<String> textPair) {
    TokenizedText tokens = backbone.tokenizer().tokenize(text, textPair, maxTokens);
    float[] prompt = shared.compose(task.u(), task.v(), task.rank());
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off();
        NDManager manager = backbone.newManager()) {
      scope.suppressNotUsedWarning();
      NDArray prompts = manager.create(prompt, new Shape(1, shared.length(), shared.width()));
      NDArray pooled = backbone.encoder().pooled(manager, new TokenBatch(List.of(tokens)), prompts);
      return pooled.toFloatArray();
    }
  }
}
