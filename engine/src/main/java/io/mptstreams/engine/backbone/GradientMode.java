package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether the calling thread keeps a graph for backpropagation, for the length of a
 * try-with-resources block.
 *
 * <p>The mode belongs to the thread and is ON in a fresh thread. DJL's gradient collector is not
 * used: it is one flag for the whole process, so that two trainings side by side would break each
 * other.
 */
public final class GradientMode implements AutoCloseable {

  /** As PyTorch's own mode, this belongs to the thread. */
  private static final ThreadLocal<GradientMode> CURRENT = new ThreadLocal<>();

  private final GradientMode outer = CURRENT.get();
  private final boolean before = JniUtils.isGradMode();
  private final boolean enabled;
  private final Deque<Runnable> continuations = new ArrayDeque<>();

  private GradientMode(boolean enabled) {
    this.enabled = enabled;
    JniUtils.setGradMode(enabled);
    CURRENT.set(this);
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
    GradientMode mode = CURRENT.get();
    while (mode != null && !mode.continuations.isEmpty()) {
      mode.continuations.pop().run();
    }
  }

  /** Whether a pass may end the graph and go on by {@link #continueBackward}. */
  public static boolean canContinue() {
    return CURRENT.get() != null && CURRENT.get().enabled;
  }

  /**
   * For a pass whose way back is written by hand: runs {@code continuation} in the next {@link
   * #backward} of this block, after the graph behind the pass and before earlier passes.
   */
  public static void continueBackward(Runnable continuation) {
    CURRENT.get().continuations.push(continuation);
  }

  @Override
  public void close() {
    CURRENT.set(outer);
    JniUtils.setGradMode(before);
  }
}
