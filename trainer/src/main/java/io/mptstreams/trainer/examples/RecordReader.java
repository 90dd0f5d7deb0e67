package io.mptstreams.trainer.examples;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topic;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes of one topic to records. What cannot be read is counted and passed over: one foreign record
 * must not stop a trainer.
 */
final class RecordReader<V> {

  private static final Logger log = LoggerFactory.getLogger(RecordReader.class);

  private final Topic<V> topic;
  private final Deserializer<V> deserializer;
  private final BiConsumer<String, String> rejected;

  /**
   * @param rejected told the topic and the error code of what cannot be read
   */
  RecordReader(Topic<V> topic, AvroSerdes serdes, BiConsumer<String, String> rejected) {
    this.topic = topic;
    this.deserializer = serdes.of(topic).deserializer();
    this.rejected = rejected;
  }

  String topic() {
    return topic.name();
  }

  /**
   * The record; empty for a tombstone and for what cannot be read.
   *
   * @throws io.mptstreams.schemas.registry.RegistryUnavailableException when it may be later
   */
  Optional<V> read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(deserializer.deserialize(topic.name(), record.headers(), record.value()));
    } catch (RecordRejectedException e) {
      rejected.accept(topic.name(), e.code().name());
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("code", e.code())
          .addKeyValue("cause", e.getMessage())
          .log("passed over a record that cannot be read");
      return Optional.empty();
    }
  }
}
