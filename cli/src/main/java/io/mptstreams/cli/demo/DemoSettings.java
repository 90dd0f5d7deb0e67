package io.mptstreams.cli.demo;

import io.mptstreams.cli.CommandException;
import java.time.Duration;
import java.util.Map;

/**
 * How the demo plays.
 *
 * @param rate events a second
 * @param feedbackShare share of the events whose label is given, 0 to 1
 * @param feedbackDelay from an event's prediction to its label
 * @param seed of the mix and of who gets a label
 * @param keep leave the data folder and the logs
 * @param overrides settings for the scorer and the trainer
 */
public record DemoSettings(
    double rate,
    double feedbackShare,
    Duration feedbackDelay,
    long seed,
    boolean keep,
    Map<String, String> overrides) {

  /** Events a second that two cores score and learn from side by side. */
  public static final double DEFAULT_RATE = 10;

  /**
   * A demo lasts minutes, so the trainer looks at a task sooner than in production, and takes even
   * odds that there is something to learn.
   */
  public static final Map<String, String> QUICK =
      Map.of(
          "training.trigger.labels", "8",
          "training.trigger.age", "10s",
          "training.trigger.age-labels", "4",
          "training.gate.signal", "0");

  public DemoSettings {
    if (!(rate > 0)) {
      throw CommandException.usage("--rate must be above 0, was " + rate);
    }
    if (!(feedbackShare >= 0 && feedbackShare <= 1)) {
      throw CommandException.usage("--feedback must be 0 to 1, was " + feedbackShare);
    }
    overrides = Map.copyOf(overrides);
  }
}
