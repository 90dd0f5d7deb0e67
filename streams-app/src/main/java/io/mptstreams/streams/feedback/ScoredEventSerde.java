package io.mptstreams.streams.feedback;

import io.mptstreams.streams.feedback.ScoredEvent.Joined;
import io.mptstreams.streams.feedback.ScoredEvent.Predicted;
import io.mptstreams.streams.feedback.ScoredEvent.TaskEntry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The internal format of {@link ScoredEvent}. Safe for any number of threads. */
public final class ScoredEventSerde implements Serde<ScoredEvent> {

  private static final byte FORMAT = 1;
  private static final int FIXED_ENTRY = 1 + Long.BYTES + Float.BYTES + 1 + Long.BYTES;

  @Override
  public Serializer<ScoredEvent> serializer() {
    return (topic, event) -> event == null ? null : write(event);
  }

  @Override
  public Deserializer<ScoredEvent> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(ScoredEvent event) {
    byte[] id = Fields.utf8(event.eventId());
    byte[] text = Fields.utf8(event.text());
    byte[] pair = Fields.utf8(event.textPair().orElse(null));
    List<byte[][]> names = new ArrayList<>();
    int size = 1 + Fields.size(id) + Fields.size(text) + Fields.size(pair) + 2 * Long.BYTES + 4;
    for (TaskEntry entry : event.tasks()) {
      byte[][] fields = {
        Fields.utf8(entry.task()),
        Fields.utf8(entry.predicted().flatMap(Predicted::label).orElse(null)),
        Fields.utf8(entry.joined().map(Joined::label).orElse(null))
      };
      names.add(fields);
      size += FIXED_ENTRY;
      for (byte[] field : fields) {
        size += Fields.size(field);
      }
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(FORMAT);
    Fields.put(out, id);
    Fields.put(out, text);
    Fields.put(out, pair);
    out.putLong(event.occurredAt()).putLong(event.scoredAt()).putInt(event.tasks().size());
    for (int i = 0; i < names.size(); i++) {
      putEntry(out, event.tasks().get(i), names.get(i));
    }
    return out.array();
  }

  private static void putEntry(ByteBuffer out, TaskEntry entry, byte[][] names) {
    Fields.put(out, names[0]);
    Fields.put(out, names[1]);
    out.put((byte) (entry.predicted().isPresent() ? 1 : 0));
    out.putLong(entry.predicted().map(Predicted::version).orElse(0L));
    out.putFloat(entry.predicted().map(Predicted::confidence).orElse(0f));
    Fields.put(out, names[2]);
    out.put((byte) (entry.joined().isPresent() ? 1 : 0));
    out.putLong(entry.joined().map(Joined::givenAt).orElse(0L));
  }

  private static ScoredEvent read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      Fields.version(in, FORMAT);
      String id = Fields.text(in);
      String text = Fields.text(in);
      Optional<String> pair = Optional.ofNullable(Fields.text(in));
      long occurredAt = in.getLong();
      long scoredAt = in.getLong();
      int count = in.getInt();
      List<TaskEntry> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        tasks.add(entry(in));
      }
      return new ScoredEvent(id, text, pair, occurredAt, scoredAt, tasks);
    } catch (BufferUnderflowException e) {
      throw Fields.cut(e);
    }
  }

  private static TaskEntry entry(ByteBuffer in) {
    String task = Fields.text(in);
    Optional<String> label = Optional.ofNullable(Fields.text(in));
    boolean predicted = in.get() == 1;
    Predicted prediction = new Predicted(label, in.getLong(), in.getFloat());
    String joined = Fields.text(in);
    boolean isJoined = in.get() == 1;
    long givenAt = in.getLong();
    return new TaskEntry(
        task,
        predicted ? Optional.of(prediction) : Optional.empty(),
        isJoined ? Optional.of(new Joined(joined, givenAt)) : Optional.empty());
  }
}
