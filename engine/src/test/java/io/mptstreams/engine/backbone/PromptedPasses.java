package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.stream.Stream;

/** Passes of a few texts through MiniLM behind prompts that were made up. */
final class PromptedPasses {

  /** Two vectors a layer where every layer has its own. */
  private static final int LENGTH = 12;

  private PromptedPasses() {}

  /** Five of mixed lengths, two of them of the same. */
  static TokenBatch texts(Backbone backbone) {
    return new TokenBatch(
        Stream.of(
                "a longer sentence that says rather little about anything at all",
                "short",
                "two words",
                "also two",
                "a sentence of a middling length")
            .map(t -> backbone.tokenizer().tokenize(t, Optional.empty(), 64))
            .toList());
  }

  /** Vectors without a graph, behind {@link #prompts} or none. */
  static float[] pooled(Backbone backbone, TokenBatch batch, boolean prompted) {
    try (NDManager manager = backbone.newManager();
        GradientMode off = GradientMode.off()) {
      NDArray prompts = prompted ? prompts(manager, batch.size()) : null;
      return backbone.encoder().pooled(manager, batch, prompts).toFloatArray();
    }
  }

  /** Vectors behind prompts of another length, of numbers that a seed names. */
  static float[] pooled(Backbone backbone, TokenBatch batch, int vectors, int seed) {
    try (NDManager manager = backbone.newManager()) {
      Shape shape = new Shape(batch.size(), backbone.promptRows(vectors), 384);
      NDArray prompts =
          vectors == 0
              ? null
              : manager.arange((float) shape.size()).add(seed).sin().mul(0.1f).reshape(shape);
      return backbone.encoder().pooled(manager, batch, prompts).toFloatArray();
    }
  }

  /** Of the texts above. */
  static float[] promptGradient(Backbone backbone) {
    return promptGradient(backbone, texts(backbone));
  }

  /** The gradient of the sum of the vectors' squares, for {@link #prompts}. */
  static float[] promptGradient(Backbone backbone, TokenBatch batch) {
    try (NDManager manager = backbone.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray prompts = prompts(manager, batch.size());
      prompts.setRequiresGradient(true);
      NDArray z = backbone.encoder().pooled(manager, batch, prompts);
      GradientMode.backward(z.mul(z).sum());
      return prompts.getGradient().toFloatArray();
    }
  }

  /** The same numbers every time, a prompt a row. */
  static NDArray prompts(NDManager manager, int rows) {
    return manager
        .arange(rows * LENGTH * 384f)
        .mul(0.37f)
        .sin()
        .mul(0.1f)
        .reshape(new Shape(rows, LENGTH, 384));
  }
}
