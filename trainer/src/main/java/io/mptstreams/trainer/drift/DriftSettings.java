package io.mptstreams.trainer.drift;

/**
 * How readily a change is called one.
 *
 * @param adwinDelta chance of a false cut, of ADWIN on wrong predictions
 * @param tolerance rise of the error that does not matter, of Page-Hinkley
 * @param threshold sum of excess errors at which Page-Hinkley calls
 * @param inputThreshold the same of excess strangeness of the texts
 * @param minLabels predictions judged before the first alarm
 */
public record DriftSettings(
    double adwinDelta, double tolerance, double threshold, double inputThreshold, int minLabels) {

  public DriftSettings {
    if (!(adwinDelta > 0 && adwinDelta < 1)) {
      throw new IllegalArgumentException(
          "training.drift.adwin-delta must be between 0 and 1, was " + adwinDelta);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "training.drift.tolerance must be at least 0, was " + tolerance);
    }
    if (!(threshold > 0)) {
      throw new IllegalArgumentException(
          "training.drift.threshold must be positive, was " + threshold);
    }
    if (!(inputThreshold > 0)) {
      throw new IllegalArgumentException(
          "training.drift.input-threshold must be positive, was " + inputThreshold);
    }
    if (minLabels < 1) {
      throw new IllegalArgumentException(
          "training.drift.min-labels must be at least 1, was " + minLabels);
    }
  }

  /** Alarms on a stationary stream of 10,000 are measured in the module's tests. */
  public static DriftSettings defaults() {
    return new DriftSettings(0.002, 0.1, 15, 6, 30);
  }
}
