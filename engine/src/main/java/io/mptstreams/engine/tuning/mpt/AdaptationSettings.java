package io.mptstreams.engine.tuning.mpt;

import java.time.Duration;

/**
 * How a task's u, v and label vectors are adapted to labelled examples, with P* and backbone
 * frozen.
 *
 * @param steps gradient steps; with 0 only the readout is solved
 * @param batchSize examples a step
 * @param promptLearningRate of u and v
 * @param labelLearningRate of the label vectors times the task's scale
 * @param readoutPull λ of the label vectors' pull towards the start, per training set
 * @param priorWeight how much the examples' answers are held to what the start answered them, 0 for
 *     not at all
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
    float readoutPull,
    float priorWeight,
    int warmupSteps,
    int maxTokens,
    Duration budget,
    long seed) {

  public AdaptationSettings {
    atLeast("steps", steps, 0);
    atLeast("batch-size", batchSize, 1);
    atLeast("warmup-steps", warmupSteps, 0);
    atLeast("max-tokens", maxTokens, 8);
    positive("prompt-learning-rate", promptLearningRate);
    positive("label-learning-rate", labelLearningRate);
    positive("readout-pull", readoutPull);
    if (!(priorWeight >= 0) || Float.isInfinite(priorWeight)) {
      throw new IllegalArgumentException(
          "adaptation.prior-weight must be finite and not negative, was " + priorWeight);
    }
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("adaptation.budget must be positive, was " + budget);
    }
  }

  /**
   * Chosen on held-out source tasks, see bench/results/adaptation-trials.md: the label vectors stay
   * near their solution while u and v learn, since they are solved again at the end.
   */
  public static AdaptationSettings defaults() {
    return new AdaptationSettings(24, 8, 6e-2f, 0.02f, 0.3f, 0, 5, 64, Duration.ofSeconds(60), 7);
  }

  /** Another number of gradient steps. */
  public AdaptationSettings withSteps(int other) {
    return with(other, batchSize, promptLearningRate, budget, seed);
  }

  /** Another number of examples a step. */
  public AdaptationSettings withBatchSize(int other) {
    return with(steps, other, promptLearningRate, budget, seed);
  }

  /** Another learning rate of u and v. */
  public AdaptationSettings withPromptLearningRate(float other) {
    return with(steps, batchSize, other, budget, seed);
  }

  /** Another bound of wall time. */
  public AdaptationSettings withBudget(Duration other) {
    return with(steps, batchSize, promptLearningRate, other, seed);
  }

  /** Another order of examples. */
  public AdaptationSettings withSeed(long other) {
    return with(steps, batchSize, promptLearningRate, budget, other);
  }

  /** Another weight of what the start answers. */
  public AdaptationSettings withPriorWeight(float other) {
    return new AdaptationSettings(
        steps,
        batchSize,
        promptLearningRate,
        labelLearningRate,
        readoutPull,
        other,
        warmupSteps,
        maxTokens,
        budget,
        seed);
  }

  private AdaptationSettings with(
      int otherSteps, int otherBatch, float otherRate, Duration otherBudget, long otherSeed) {
    return new AdaptationSettings(
        otherSteps,
        otherBatch,
        otherRate,
        labelLearningRate,
        readoutPull,
        priorWeight,
        warmupSteps,
        maxTokens,
        otherBudget,
        otherSeed);
  }

  private static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "adaptation." + key + " must be at least " + least + ", was " + value);
    }
  }

  private static void positive(String key, float value) {
    if (!(value > 0) || Float.isInfinite(value)) {
      throw new IllegalArgumentException(
          "adaptation." + key + " must be positive and finite, was " + value);
    }
  }
}
