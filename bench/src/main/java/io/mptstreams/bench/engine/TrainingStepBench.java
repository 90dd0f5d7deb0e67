package io.mptstreams.bench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TokenBatch;

/** Forward, backward to P*, u, v and label vectors: batch 16 x 32 tokens, prompt 20. */
final class TrainingStepBench {

  private static final int ROWS = 16;
  private static final int LENGTH = 32;
  private static final int PROMPT = 20;

  private TrainingStepBench() {}

  static double millis(Stopwatch stopwatch, RealTexts texts, Backbone backbone) {
    int d = backbone.info().width();
    int length = backbone.promptRows(PROMPT);
    try (NDManager manager = backbone.newManager();
        GradientMode on = GradientMode.on()) {
      NDArray shared = parameter(manager.randomNormal(new Shape(length, d)).mul(0.05f));
      NDArray u = parameter(manager.ones(new Shape(length, 1)));
      NDArray v = parameter(manager.ones(new Shape(1, d)));
      NDArray labels = parameter(manager.randomNormal(new Shape(2, d)));
      TokenBatch batch = new TokenBatch(texts.exact(ROWS, LENGTH));
      return stopwatch
          .best(
              () -> {
                try (NDScope scope = new NDScope();
                    NDManager pass = manager.newSubManager()) {
                  scope.suppressNotUsedWarning();
                  NDArray prompts =
                      shared.mul(u.matMul(v)).expandDims(0).broadcast(new Shape(ROWS, length, d));
                  NDArray z = backbone.encoder().pooled(pass, batch, prompts);
                  GradientMode.backward(z.matMul(labels.transpose()).logSoftmax(1).mean().neg());
                }
              })[0];
    }
  }

  private static NDArray parameter(NDArray array) {
    NDArray leaf = array.duplicate();
    leaf.setRequiresGradient(true);
    return leaf;
  }
}
