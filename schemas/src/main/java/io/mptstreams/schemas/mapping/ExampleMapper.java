package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.Example;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/** An event with its label. */
public final class ExampleMapper implements RecordMapper<Example, io.mptstreams.avro.Example> {

  @Override
  public Schema schema() {
    return io.mptstreams.avro.Example.getClassSchema();
  }

  @Override
  public io.mptstreams.avro.Example toAvro(Example value) {
    return io.mptstreams.avro.Example.newBuilder()
        .setEventId(value.eventId())
        .setTask(value.task())
        .setText(value.text())
        .setTextPair(value.textPair().orElse(null))
        .setLabel(value.label())
        .setSource(value.source().orElse(null))
        .setPredictedLabel(value.predictedLabel().orElse(null))
        .setPredictedVersion(OptionalLongs.orNull(value.predictedVersion()))
        .setConfidence(value.confidence().orElse(null))
        .setRelabel(value.relabel())
        .setOccurredAt(value.occurredAt())
        .setLabelledAt(value.labelledAt())
        .build();
  }

  @Override
  public Example fromAvro(io.mptstreams.avro.Example avro) {
    OptionalLong version = OptionalLongs.ofNullable(avro.getPredictedVersion());
    return new Example(
        NameBound.check("the event id", avro.getEventId()),
        avro.getTask(),
        avro.getText(),
        Optional.ofNullable(avro.getTextPair()),
        avro.getLabel(),
        Optional.ofNullable(NameBound.check("the source", avro.getSource())),
        Optional.ofNullable(avro.getPredictedLabel()),
        version,
        Optional.ofNullable(avro.getConfidence()),
        avro.getRelabel(),
        avro.getOccurredAt(),
        avro.getLabelledAt());
  }
}
