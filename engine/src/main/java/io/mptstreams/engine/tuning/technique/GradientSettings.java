package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.tuning.gradient.StepPlan;

/**
 * Gradient steps of a technique.
 *
 * @param learningRate of what the technique trains
 * @param readoutLearningRate of the readout's weights
 */
public record GradientSettings(
    int steps, int batchSize, float learningRate, float readoutLearningRate, int warmupSteps) {

  public GradientSettings {
    if (steps < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "steps and batch size must be at least 1, were " + steps + " and " + batchSize);
    }
  }

  /** Its steps, with the examples in the order of a seed. */
  StepPlan plan(long seed) {
    return new StepPlan(steps, batchSize, warmupSteps, seed, done -> false);
  }
}
