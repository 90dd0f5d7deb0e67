package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.mapping.RecordMapper;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serde of one topic. Schemas stand under the subject of that topic even when the records go
 * through a changelog or repartition topic, so that internal topics need no subjects of their own.
 */
final class RecordSerde<V, A extends SpecificRecord> implements Serde<V> {

  private final Topic<V> topic;
  private final RecordMapper<V, A> mapper;
  private final AvroFormat format;

  RecordSerde(Topic<V> topic, RecordMapper<V, A> mapper, AvroFormat format) {
    this.topic = topic;
    this.mapper = mapper;
    this.format = format;
  }

  @Override
  public Serializer<V> serializer() {
    return (ignored, value) ->
        value == null ? null : format.write(topic.name(), mapper.toAvro(value));
  }

  @Override
  public Deserializer<V> deserializer() {
    return (ignored, bytes) -> bytes == null ? null : read(bytes);
  }

  @SuppressWarnings("unchecked") // the schema names the class, and the format reads into it
  private V read(byte[] bytes) {
    Object avro = format.read(topic.name(), mapper.schema(), bytes);
    try {
      return mapper.fromAvro((A) avro);
    } catch (ClassCastException e) {
      throw new RecordRejectedException(
          ErrorCode.SCHEMA_MISMATCH,
          "read as %s, not %s".formatted(avro.getClass(), mapper.schema().getFullName()),
          e);
    }
  }
}
