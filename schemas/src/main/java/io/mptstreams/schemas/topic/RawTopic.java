package io.mptstreams.schemas.topic;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A topic of bytes as they came: dead letters, which by nature have no schema. */
public record RawTopic(String name, TopicLayout layout) implements KafkaTopic {

  /** Bytes in, the same bytes out. */
  public Serde<byte[]> serde() {
    return Serdes.ByteArray();
  }
}
