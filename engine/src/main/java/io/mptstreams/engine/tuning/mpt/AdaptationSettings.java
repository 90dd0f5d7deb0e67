package io.mptstreams.engine.tuning.mpt;

import java.time.Duration;

/**
 * How a task's u, v and label vectors are adapted to labelled examples, with P* and backbone
 * frozen.
 *
 * @param steps gradient steps
 * @param batchSize examples a step
 * @param promptLearningRate of u and v
 * @param labelLearningRate of the label vectors
 * @param anchor weight of the squared distance to the start, L2
 * @param warmupSteps steps of linear warm-up; linear decay to 0 follows
 * @param maxTokens longer texts are cut for training
 * @param budget wall time after which it stops where it is
 * @param seed of the order of examples
 */
public record AdaptationSettings(
    int steps,
    int batchSize,
    float promptLearningRate,
    float labelLearningRate,
    float anchor,
    int warmupSteps,
    int maxTokens,
    Duration budget,
    long seed) {

  public AdaptationSettings {
    if (steps < 1) {
      throw new IllegalArgumentException("adaptation.steps must be at least 1, was " + steps);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "adaptation.batch-size must be at least 1, was " + batchSize);
    }
  }

  /** What section "Learning" of the README measures. */
  public static AdaptationSettings defaults() {
    return new AdaptationSettings(60, 16, 3e-2f, 5e-2f, 1e-3f, 5, 96, Duration.ofSeconds(60), 7);
  }
}
