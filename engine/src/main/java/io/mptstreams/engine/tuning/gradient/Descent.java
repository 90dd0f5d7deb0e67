package io.mptstreams.engine.tuning.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Interruption;
import java.util.List;

/**
 * Gradient steps on some parameters. Each step's arrays live in a scope of their own: results
 * attach themselves to the manager of their first operand, and a parameter's lives long. Used by
 * one thread.
 */
public final class Descent {

  private final NDManager parent;
  private final List<Parameter> parameters;
  private final float clipNorm;
  private int steps;

  /**
   * @param parent gives each step a manager of its own
   * @param clipNorm the gradient of all parameters together is scaled down to this length; infinite
   *     for no clipping
   */
  public Descent(NDManager parent, List<Parameter> parameters, float clipNorm) {
    this.parent = parent;
    this.parameters = List.copyOf(parameters);
    this.clipNorm = clipNorm;
  }

  /** Computes the loss of a step, a scalar, with a manager that ends with the step. */
  @FunctionalInterface
  public interface Loss {
    NDArray compute(NDManager manager);
  }

  /**
   * One step.
   *
   * @param speed factor on the learning rates
   * @return the loss before the step
   * @throws TrainingFailedException if the loss is not a finite number
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public float step(float speed, Loss loss) {
    Interruption.check();
    try (NDScope scope = new NDScope();
        GradientMode on = GradientMode.on();
        NDManager manager = parent.newSubManager()) {
      scope.suppressNotUsedWarning();
      NDArray value = loss.compute(manager);
      float before = value.getFloat();
      if (!Float.isFinite(before)) {
        throw new TrainingFailedException(
            "the loss of step "
                + (steps + 1)
                + " is "
                + before
                + ", a learning rate may be too high");
      }
      GradientMode.backward(value);
      try (GradientMode off = GradientMode.off()) {
        float factor = clipFactor();
        steps++;
        for (Parameter parameter : parameters) {
          parameter.update(steps, speed, factor);
        }
      }
      return before;
    }
  }

  /** Steps so far, which the moments' correction counts. */
  public int steps() {
    return steps;
  }

  /** Goes on from {@code done} steps, whose values and moments the parameters already hold. */
  public void resumeAfter(int done) {
    steps = done;
  }

  private float clipFactor() {
    if (Float.isInfinite(clipNorm)) {
      return 1;
    }
    double squares = 0;
    for (Parameter parameter : parameters) {
      squares += parameter.gradient().square().sum().getFloat();
    }
    return (float) Math.min(1, clipNorm / Math.max(Math.sqrt(squares), 1e-12));
  }
}
