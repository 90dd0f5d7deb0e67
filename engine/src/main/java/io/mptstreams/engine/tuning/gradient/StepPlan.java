package io.mptstreams.engine.tuning.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Gradient steps over the examples of one task, shuffled anew each round, with warm-up and decay.
 *
 * @param steps at most
 * @param batchSize examples a step, all if there are fewer
 * @param warmupSteps steps of linear warm-up; linear decay to 0 follows
 * @param seed of the order of examples
 * @param stop asked with the number of steps done, before each; may throw
 */
public record StepPlan(int steps, int batchSize, int warmupSteps, long seed, IntPredicate stop) {

  /** Loss of the examples of a batch, with a manager that ends with the step. */
  @FunctionalInterface
  public interface BatchLoss {
    NDArray compute(NDManager manager, int[] batch);
  }

  /**
   * Takes the steps.
   *
   * @param examples how many there are
   * @return the losses, one a step, before the step
   * @throws TrainingFailedException if a loss is not finite
   */
  public float[] run(Descent descent, int examples, BatchLoss loss) {
    Schedule schedule = new Schedule(steps, warmupSteps);
    ExampleOrder order = new ExampleOrder(examples, seed);
    float[] losses = new float[steps];
    int step = 0;
    while (step < steps && !stop.test(step)) {
      int[] batch = order.take(Math.min(batchSize, examples));
      losses[step] = descent.step(schedule.speed(step), scratch -> loss.compute(scratch, batch));
      step++;
    }
    return Arrays.copyOf(losses, step);
  }
}
