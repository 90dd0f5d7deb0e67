package io.mptstreams.trainer.guard;

/**
 * When a promotion is taken back.
 *
 * @param minExamples labelled since the promotion without which nothing is said
 * @param bound accuracy that the new version may lose against the old one, 0 to 1
 * @param level chance at which an equally good version would be rolled back
 */
public record GuardSettings(int minExamples, double bound, double level) {

  public GuardSettings {
    if (minExamples < 1) {
      throw new IllegalArgumentException(
          "training.guard.min-examples must be at least 1, was " + minExamples);
    }
    if (!(bound >= 0 && bound <= 1)) {
      throw new IllegalArgumentException("training.guard.bound must be from 0 to 1, was " + bound);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "training.guard.level must be between 0 and 1, was " + level);
    }
  }

  /** Twelve examples, three points, one in fifty. */
  public static GuardSettings defaults() {
    return new GuardSettings(12, 0.03, 0.02);
  }
}
