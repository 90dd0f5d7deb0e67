package io.mptstreams.schemas.topic;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.regex.Pattern;

/**
 * What a deployment decides about its topics.
 *
 * @param prefix first part of every name, without the dot
 * @param partitions of the topics that carry events, predictions, feedback and examples
 * @param replication copies of each partition; 1 is for one local broker, 3 for a cluster
 */
public record TopicSettings(String prefix, int partitions, short replication) {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

  public TopicSettings {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new ConfigException(
          "topics.prefix", prefix, "must be 1 to 40 letters, digits, '_', '-' or '.'");
    }
    if (partitions < 1) {
      throw new ConfigException(
          "topics.partitions", Integer.toString(partitions), "must be at least 1");
    }
    if (replication < 1) {
      throw new ConfigException(
          "topics.replication", Short.toString(replication), "must be at least 1");
    }
  }

  /** Prefix "mpt", 4 partitions, one copy: what the local stack uses. */
  public static TopicSettings defaults() {
    return new TopicSettings("mpt", 4, (short) 1);
  }

  /** Reads {@code topics.prefix}, {@code topics.partitions} and {@code topics.replication}. */
  public static TopicSettings from(ConfigValues values) {
    TopicSettings defaults = defaults();
    return new TopicSettings(
        values.string("topics.prefix", defaults.prefix()),
        values.integer("topics.partitions", defaults.partitions()),
        replication(values.integer("topics.replication", defaults.replication())));
  }

  private static short replication(int copies) {
    if (copies > Short.MAX_VALUE) {
      throw new ConfigException(
          "topics.replication", Integer.toString(copies), "must be at most " + Short.MAX_VALUE);
    }
    return (short) copies;
  }
}
