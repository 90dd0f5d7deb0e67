package io.mptstreams.engine.tuning.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.readout.OneHot;

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
    NDArray chosen = OneHot.of(manager, targets, labels);
    return logits.logSoftmax(1).mul(chosen).sum().mul(Scalar.of(logits, -1f / targets.length));
  }
}
