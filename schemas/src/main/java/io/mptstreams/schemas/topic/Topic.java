package io.mptstreams.schemas.topic;

import io.mptstreams.schemas.mapping.RecordMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic whose values are records of one kind.
 *
 * @param mapper to and from what is written
 */
public record Topic<V>(
    String name, RecordMapper<V, ? extends SpecificRecord> mapper, TopicLayout layout)
    implements KafkaTopic {

  /** What the broker does with old records. */
  public CleanupPolicy cleanupPolicy() {
    return layout.cleanup();
  }

  /** How long records are kept; empty for compacted topics. */
  public Optional<Duration> retention() {
    return layout.retention();
  }

  /** Further topic configuration, in Kafka's names. */
  public Map<String, String> configs() {
    return layout.configs();
  }

  /** The same values under another name. */
  public Topic<V> named(String other) {
    return new Topic<>(other, mapper, layout);
  }
}
