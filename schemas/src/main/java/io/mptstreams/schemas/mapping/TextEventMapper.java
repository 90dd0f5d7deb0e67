package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.TextEvent;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** {@code tasks} wins over {@code task}; the domain knows one list. */
public final class TextEventMapper
    implements RecordMapper<TextEvent, io.mptstreams.avro.TextEvent> {

  @Override
  public Schema schema() {
    return io.mptstreams.avro.TextEvent.getClassSchema();
  }

  @Override
  public io.mptstreams.avro.TextEvent toAvro(TextEvent value) {
    boolean one = value.tasks().size() == 1;
    return io.mptstreams.avro.TextEvent.newBuilder()
        .setText(value.text())
        .setTextPair(value.textPair().orElse(null))
        .setTask(one ? value.tasks().get(0) : null)
        .setTasks(one ? List.of() : value.tasks())
        .setOccurredAt(value.occurredAt().orElse(null))
        .build();
  }

  @Override
  public TextEvent fromAvro(io.mptstreams.avro.TextEvent avro) {
    List<String> tasks = avro.getTasks();
    if (tasks.isEmpty() && avro.getTask() != null) {
      tasks = List.of(avro.getTask());
    }
    tasks.forEach(task -> NameBound.check("a task's name", task));
    return new TextEvent(
        avro.getText(),
        Optional.ofNullable(avro.getTextPair()),
        tasks,
        Optional.ofNullable(avro.getOccurredAt()));
  }
}
