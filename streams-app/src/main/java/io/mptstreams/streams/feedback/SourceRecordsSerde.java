package io.mptstreams.streams.feedback;

import io.mptstreams.streams.intake.SourceRecord;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The internal format of feedback under way: the original bytes with where they came from, so that
 * a dead letter that is found out late is as complete as an early one. Safe for any number of
 * threads.
 */
public final class SourceRecordsSerde implements Serde<List<SourceRecord>> {

  private static final byte FORMAT = 1;
  private static final int FIXED = Integer.BYTES + 2 * Long.BYTES;

  @Override
  public Serializer<List<SourceRecord>> serializer() {
    return (topic, records) -> records == null ? null : write(records);
  }

  @Override
  public Deserializer<List<SourceRecord>> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(List<SourceRecord> records) {
    int size = 1 + Integer.BYTES;
    for (SourceRecord record : records) {
      size += FIXED + Fields.size(Fields.utf8(record.topic()));
      size += Fields.size(record.key()) + Fields.size(record.value());
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(FORMAT).putInt(records.size());
    for (SourceRecord record : records) {
      Fields.put(out, Fields.utf8(record.topic()));
      out.putInt(record.partition()).putLong(record.offset()).putLong(record.timestamp());
      Fields.put(out, record.key());
      Fields.put(out, record.value());
    }
    return out.array();
  }

  private static List<SourceRecord> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      Fields.version(in, FORMAT);
      int count = in.getInt();
      List<SourceRecord> records = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        records.add(
            new SourceRecord(
                Fields.text(in),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                Fields.get(in),
                Fields.get(in)));
      }
      return records;
    } catch (BufferUnderflowException e) {
      throw Fields.cut(e);
    }
  }
}
