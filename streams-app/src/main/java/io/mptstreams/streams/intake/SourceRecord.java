package io.mptstreams.streams.intake;

import io.mptstreams.schemas.mapping.NameBound;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record as it came from Kafka, with where it came from. Everything that can go wrong with an
 * input is told in these terms.
 *
 * @param timestamp milliseconds since the epoch
 * @param key may be null
 * @param value may be null; belongs to the record
 */
public record SourceRecord(
    String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {

  private static final char REPLACEMENT = '\uFFFD';

  /** As a consumer has it. */
  public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value());
  }

  /** As a processor has it, which is told apart from the record where that came from. */
  public static SourceRecord of(RecordMetadata where, Record<byte[], byte[]> record) {
    return new SourceRecord(
        where.topic(),
        where.partition(),
        where.offset(),
        record.timestamp(),
        record.key(),
        record.value());
  }

  /**
   * The key as text, or {@code topic-partition-offset} without one, so that a replay gives the same
   * id.
   *
   * @throws RecordRejectedException with INVALID_UNICODE or RECORD_TOO_LARGE
   */
  public String id() {
    if (key == null || key.length == 0) {
      return coordinates();
    }
    NameBound.check("the key", key.length);
    String id = new String(key, StandardCharsets.UTF_8);
    // What cannot be decoded is replaced; whoever wrote the replacement itself is looked at again.
    return id.indexOf(REPLACEMENT) < 0 ? id : strictId();
  }

  private String strictId() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      throw new RecordRejectedException(ErrorCode.INVALID_UNICODE, "the key is not UTF-8", e);
    }
  }

  /**
   * The timestamp of what comes of it: its own, and no later than the present. A broker takes no
   * record that is far ahead of its clock, though the topic that this one lies on may have.
   *
   * @param now milliseconds since the epoch
   */
  public long timeOfOutput(long now) {
    return Math.min(timestamp, now);
  }

  /** Bytes of key and value. */
  public int size() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }

  /** Where it came from, for logs. */
  public String coordinates() {
    return topic + "-" + partition + "-" + offset;
  }
}
