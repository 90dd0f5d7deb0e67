package io.mptstreams.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a topic lies on the brokers.
 *
 * @param retention how long records are kept; empty for compacted topics
 * @param configs further topic configuration, in Kafka's names
 */
public record TopicLayout(
    int partitions,
    CleanupPolicy cleanup,
    Optional<Duration> retention,
    Map<String, String> configs) {

  public TopicLayout {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
    }
    configs = Map.copyOf(configs);
  }

  static TopicLayout kept(int partitions, Duration retention, Map<String, String> configs) {
    return new TopicLayout(partitions, CleanupPolicy.DELETE, Optional.of(retention), configs);
  }

  static TopicLayout compacted(Map<String, String> configs) {
    return new TopicLayout(1, CleanupPolicy.COMPACT, Optional.empty(), configs);
  }
}
