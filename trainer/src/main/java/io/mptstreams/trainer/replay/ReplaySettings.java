package io.mptstreams.trainer.replay;

import java.time.Duration;

/**
 * How labels come back.
 *
 * @param feedback share of the events that get a label
 * @param delay between an event and its label
 * @param look virtual time between a look's start and its publication
 * @param seed of the draw of labels and of the noise
 * @param flipped share of the labels that are replaced by a random other one
 * @param hostile share of the labels that come from one source that is always wrong
 * @param random share of the labels that are drawn from all labels with equal chance
 */
public record ReplaySettings(
    double feedback,
    Duration delay,
    Duration look,
    long seed,
    double flipped,
    double hostile,
    double random) {

  public ReplaySettings {
    share("feedback", feedback);
    share("flipped", flipped);
    share("hostile", hostile);
    share("random", random);
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative, was " + delay);
    }
  }

  /** Labels as they are, five seconds a look. */
  public static ReplaySettings of(double feedback, Duration delay, long seed) {
    return new ReplaySettings(feedback, delay, Duration.ofSeconds(5), seed, 0, 0, 0);
  }

  /** The same draw with other labels. */
  public ReplaySettings with(double flips, double hostiles, double randoms) {
    return new ReplaySettings(feedback, delay, look, seed, flips, hostiles, randoms);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, was " + value);
    }
  }
}
