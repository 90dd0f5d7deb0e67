package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Prediction;
import java.util.Optional;
import org.apache.avro.Schema;

/** Checks that labels and probabilities go together. */
public final class PredictionMapper
    implements RecordMapper<Prediction, io.mptstreams.avro.Prediction> {

  @Override
  public Schema schema() {
    return io.mptstreams.avro.Prediction.getClassSchema();
  }

  @Override
  public io.mptstreams.avro.Prediction toAvro(Prediction value) {
    return io.mptstreams.avro.Prediction.newBuilder()
        .setEventId(value.eventId())
        .setTask(value.task())
        .setLabel(value.label().orElse(null))
        .setConfidence(value.confidence())
        .setLabels(value.labels())
        .setProbabilities(value.probabilities())
        .setOutput(value.output().orElse(null))
        .setTaskVersion(value.taskVersion())
        .setSharedPromptVersion(value.sharedPromptVersion())
        .setBackboneDigest(value.backboneDigest())
        .setTruncated(value.truncated())
        .setAbstained(value.abstained())
        .setOccurredAt(value.occurredAt())
        .setScoredAt(value.scoredAt())
        .build();
  }

  @Override
  public Prediction fromAvro(io.mptstreams.avro.Prediction avro) {
    if (avro.getLabels().size() != avro.getProbabilities().size()) {
      throw new RecordRejectedException(
          ErrorCode.SCHEMA_MISMATCH,
          "%d labels and %d probabilities"
              .formatted(avro.getLabels().size(), avro.getProbabilities().size()));
    }
    return new Prediction(
        avro.getEventId(),
        avro.getTask(),
        Optional.ofNullable(avro.getLabel()),
        avro.getConfidence(),
        avro.getLabels(),
        avro.getProbabilities(),
        Optional.ofNullable(avro.getOutput()),
        avro.getTaskVersion(),
        avro.getSharedPromptVersion(),
        avro.getBackboneDigest(),
        avro.getTruncated(),
        avro.getAbstained(),
        avro.getOccurredAt(),
        avro.getScoredAt());
  }
}
