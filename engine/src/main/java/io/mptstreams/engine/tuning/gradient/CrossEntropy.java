package io.mptstreams.engine.tuning.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/** Softmax cross-entropy; differentiable. */
public final class CrossEntropy {

  private CrossEntropy() {}

  /**
   * Mean over the rows, a scalar.
   *
   * @param logits [B, C]
   * @param targets index of each row's label
   */
  public static NDArray mean(NDManager manager, NDArray logits, int[] targets) {
    int labels = Math.toIntExact(logits.getShape().get(1));
    NDArray chosen = manager.create(targets).oneHot(labels, 1, 0, DataType.FLOAT32);
    return logits.logSoftmax(1).mul(chosen).sum().mul(-1f / targets.length);
  }
}
