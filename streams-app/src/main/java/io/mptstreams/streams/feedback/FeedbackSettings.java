package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.time.Duration;

/**
 * How feedback meets its event.
 *
 * @param horizon how long an event's text is remembered for its feedback
 * @param patience how long feedback waits for an event that has not come
 * @param sweepInterval how often it is looked for feedback that has waited that long
 * @param partitions of the internal topics that bring both together by event id; fixed for the life
 *     of an application id
 */
public record FeedbackSettings(
    Duration horizon, Duration patience, Duration sweepInterval, int partitions) {

  public FeedbackSettings {
    positive("feedback.horizon", horizon);
    positive("feedback.wait", patience);
    positive("feedback.sweep-interval", sweepInterval);
    if (partitions < 1) {
      throw new ConfigException(
          "feedback.partitions", Integer.toString(partitions), "must be at least 1");
    }
  }

  /** Reads {@code feedback.*}; as many partitions as the other topics have by default. */
  public static FeedbackSettings from(ConfigValues values, int partitions) {
    return new FeedbackSettings(
        values.duration("feedback.horizon", Duration.ofHours(24)),
        values.duration("feedback.wait", Duration.ofHours(1)),
        values.duration("feedback.sweep-interval", Duration.ofMinutes(1)),
        values.integer("feedback.partitions", partitions));
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new ConfigException(key, value.toString(), "must be positive");
    }
  }
}
