package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.readout.ReadoutSettings;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;

/**
 * How a challenger is made.
 *
 * @param readout how firmly label vectors are held to their phrases
 * @param noise when labels are taken for partly random
 * @param folds of the cross-validation
 * @param promptExamples training examples without which u and v stay as they are
 * @param promptGrowth u and v are trained again when there are this many times the examples
 * @param prompt how u and v are trained
 * @param maxTokens longer texts are cut
 * @param cachedVectors most sentence vectors kept in memory, over all tasks; fewer if their texts
 *     have more than 1,024 characters each, on average
 */
public record AdaptSettings(
    ReadoutSettings readout,
    NoiseSettings noise,
    int folds,
    int promptExamples,
    double promptGrowth,
    AdaptationSettings prompt,
    int maxTokens,
    int cachedVectors) {

  public AdaptSettings {
    if (folds < 2) {
      throw new IllegalArgumentException("training.folds must be at least 2, was " + folds);
    }
    if (promptExamples < 1) {
      throw new IllegalArgumentException(
          "training.prompt.examples must be at least 1, was " + promptExamples);
    }
    if (!(promptGrowth > 1)) {
      throw new IllegalArgumentException(
          "training.prompt.growth must be over 1, was " + promptGrowth);
    }
    if (maxTokens < 8) {
      throw new IllegalArgumentException(
          "training.max-tokens must be at least 8, was " + maxTokens);
    }
    if (cachedVectors < 1) {
      throw new IllegalArgumentException(
          "training.cached-vectors must be at least 1, was " + cachedVectors);
    }
  }

  /** The same with other settings of u and v. */
  public AdaptSettings withPrompt(AdaptationSettings other) {
    return new AdaptSettings(
        readout, noise, folds, promptExamples, promptGrowth, other, maxTokens, cachedVectors);
  }

  /** What the module's README measures. */
  public static AdaptSettings defaults() {
    return new AdaptSettings(
        ReadoutSettings.defaults(),
        NoiseSettings.defaults(),
        4,
        64,
        2,
        AdaptationSettings.defaults(),
        128,
        32_768);
  }
}
