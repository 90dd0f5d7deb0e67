package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How feedback meets its event.
 *
 * @param horizon how long an event's text is remembered for its feedback
 * @param shorter the same for tasks that forget sooner
 * @param patience how long feedback waits for an event that has not come
 * @param sweepInterval how often it is looked for feedback that has waited that long
 * @param partitions of the internal topics that bring both together by event id; fixed for the life
 *     of an application id
 */
public record FeedbackSettings(
    Duration horizon,
    Map<String, Duration> shorter,
    Duration patience,
    Duration sweepInterval,
    int partitions) {

  private static final String OF_TASK = "feedback.horizon.";

  public FeedbackSettings {
    shorter = Map.copyOf(shorter);
    positive("feedback.horizon", horizon);
    for (Map.Entry<String, Duration> task : shorter.entrySet()) {
      positive(OF_TASK + task.getKey(), task.getValue());
      if (task.getValue().compareTo(horizon) > 0) {
        throw new ConfigException(
            OF_TASK + task.getKey(),
            task.getValue().toString(),
            "must not be longer than feedback.horizon " + horizon);
      }
    }
    positive("feedback.wait", patience);
    positive("feedback.sweep-interval", sweepInterval);
    if (partitions < 1) {
      throw new ConfigException(
          "feedback.partitions", Integer.toString(partitions), "must be at least 1");
    }
  }

  /** How long an event is remembered for a task. */
  Duration horizon(String task) {
    return shorter.getOrDefault(task, horizon);
  }

  /**
   * Reads {@code feedback.*}, a task's own horizon as {@code feedback.horizon.TASK}; as many
   * partitions as the other topics have by default.
   */
  public static FeedbackSettings from(ConfigValues values, int partitions) {
    Map<String, Duration> shorter = new HashMap<>();
    for (String task : values.withPrefix(OF_TASK).keySet()) {
      shorter.put(task, values.duration(OF_TASK + task, Duration.ofHours(24)));
    }
    return new FeedbackSettings(
        values.duration("feedback.horizon", Duration.ofHours(24)),
        shorter,
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
