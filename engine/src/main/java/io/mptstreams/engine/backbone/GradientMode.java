package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Whether the calling thread keeps a graph for backpropagation, for the length of a
 * try-with-resources block.
 *
 * <p>The mode belongs to the thread and is ON in a fresh thread. DJL's gradient collector is not
 * used: it is one flag for the whole process, so that two trainings side by side would break each
 * other.
 */
public final class GradientMode implements AutoCloseable {

  private final boolean before;

  private GradientMode(boolean enabled) {
    before = JniUtils.isGradMode();
    JniUtils.setGradMode(enabled);
  }

  /** Scoring: no graph. */
  public static GradientMode off() {
    return new GradientMode(false);
  }

  /** Training: a graph is kept. */
  public static GradientMode on() {
    return new GradientMode(true);
  }

  /** Backpropagates from a scalar; gradients add up in the arrays that require one. */
  public static void backward(NDArray loss) {
    try (NDArray one = loss.onesLike()) {
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
    }
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
