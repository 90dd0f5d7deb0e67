package io.mptstreams.trainer.trigger;

import java.time.Duration;

/**
 * How eagerly a task learns.
 *
 * @param first new labels that set off a look while a task has few
 * @param labels new labels that set off a look at once, however many it has
 * @param growth in between: new labels, as a part of those that it has
 * @param age the oldest new label waits no longer than this
 * @param ageLabels new labels without which age alone sets off nothing
 */
public record TriggerSettings(int first, int labels, double growth, Duration age, int ageLabels) {

  public TriggerSettings {
    if (first < 1) {
      throw new IllegalArgumentException("training.trigger.first must be at least 1, was " + first);
    }
    if (labels < first) {
      throw new IllegalArgumentException(
          "training.trigger.labels must be at least training.trigger.first = "
              + first
              + ", was "
              + labels);
    }
    if (!(growth >= 0)) {
      throw new IllegalArgumentException(
          "training.trigger.growth must be at least 0, was " + growth);
    }
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("training.trigger.age must be positive, was " + age);
    }
    if (ageLabels < 1) {
      throw new IllegalArgumentException(
          "training.trigger.age-labels must be at least 1, was " + ageLabels);
    }
  }

  /** A sixteenth more labels, from 4 to 16 of them; 4 after a minute. */
  public static TriggerSettings defaults() {
    return new TriggerSettings(4, 16, 1.0 / 16, Duration.ofSeconds(60), 4);
  }
}
