package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.Feedback;
import java.util.Optional;
import org.apache.avro.Schema;

/** A reason written by a newer program and unknown here is read as no reason. */
public final class FeedbackMapper implements RecordMapper<Feedback, io.mptstreams.avro.Feedback> {

  @Override
  public Schema schema() {
    return io.mptstreams.avro.Feedback.getClassSchema();
  }

  @Override
  public io.mptstreams.avro.Feedback toAvro(Feedback value) {
    return io.mptstreams.avro.Feedback.newBuilder()
        .setEventId(value.eventId())
        .setTask(value.task().orElse(null))
        .setLabel(value.label())
        .setSource(value.source().orElse(null))
        .setText(value.text().orElse(null))
        .setTextPair(value.textPair().orElse(null))
        .setGivenAt(value.givenAt().orElse(null))
        .setReason(ErrorCodes.write(value.reason()))
        .build();
  }

  @Override
  public Feedback fromAvro(io.mptstreams.avro.Feedback avro) {
    return new Feedback(
        NameBound.check("the event id", avro.getEventId()),
        Optional.ofNullable(NameBound.check("the task's name", avro.getTask())),
        avro.getLabel(),
        Optional.ofNullable(NameBound.check("the source", avro.getSource())),
        Optional.ofNullable(avro.getText()),
        Optional.ofNullable(avro.getTextPair()),
        Optional.ofNullable(avro.getGivenAt()),
        ErrorCodes.read(avro.getReason()));
  }
}
