package io.mptstreams.trainer.trigger;

import java.time.Duration;

/**
 * How eagerly a task learns.
 *
 * @param labels new labels that set off a look at once
 * @param age the oldest new label waits no longer than this
 * @param ageLabels new labels without which age alone sets off nothing
 */
public record TriggerSettings(int labels, Duration age, int ageLabels) {

  public TriggerSettings {
    if (labels < 1) {
      throw new IllegalArgumentException(
          "training.trigger.labels must be at least 1, was " + labels);
    }
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("training.trigger.age must be positive, was " + age);
    }
    if (ageLabels < 1) {
      throw new IllegalArgumentException(
          "training.trigger.age-labels must be at least 1, was " + ageLabels);
    }
  }

  /** 16 labels, or 8 after a minute. */
  public static TriggerSettings defaults() {
    return new TriggerSettings(16, Duration.ofSeconds(60), 8);
  }
}
