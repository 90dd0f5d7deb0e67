package io.mptstreams.engine.tuning.technique;

/**
 * What every technique may spend on a task, so that none is better for having learned longer.
 *
 * @param steps gradient steps
 * @param batchSize examples a step
 */
public record GradientBudget(int steps, int batchSize) {

  private static final float READOUT_LEARNING_RATE = 0.02f;
  private static final int WARMUP_STEPS = 5;

  public GradientBudget {
    if (steps < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "steps and batch size must be at least 1, were " + steps + " and " + batchSize);
    }
  }

  /** What the published comparison gives each technique. */
  public static GradientBudget defaults() {
    return new GradientBudget(24, 8);
  }

  /** Settings of a technique within this budget. */
  public GradientSettings at(float learningRate) {
    return new GradientSettings(
        steps, batchSize, learningRate, READOUT_LEARNING_RATE, WARMUP_STEPS);
  }
}
