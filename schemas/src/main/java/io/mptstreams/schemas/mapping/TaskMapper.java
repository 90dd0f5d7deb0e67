package io.mptstreams.schemas.mapping;

import io.mptstreams.avro.Task;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.Trial;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A definition that contradicts itself is refused with INVALID_TASK. */
public final class TaskMapper implements RecordMapper<TaskDefinition, Task> {

  @Override
  public Schema schema() {
    return Task.getClassSchema();
  }

  @Override
  public Task toAvro(TaskDefinition value) {
    List<io.mptstreams.avro.LabelDefinition> labels =
        value.labels().stream()
            .map(label -> new io.mptstreams.avro.LabelDefinition(label.name(), label.phrase()))
            .toList();
    return Task.newBuilder()
        .setName(value.name())
        .setKind(io.mptstreams.avro.TaskKind.valueOf(value.kind().name()))
        .setLabels(labels)
        .setInstruction(value.instruction())
        .setThreshold(value.threshold().orElse(null))
        .setAcceptsFeedback(value.acceptsFeedback())
        .setPinnedVersion(OptionalLongs.orNull(value.pinnedVersion()))
        .setRegisteredAt(value.registeredAt())
        .setCandidateVersion(value.trial().map(Trial::version).orElse(null))
        .setCandidateShare(value.trial().map(Trial::share).orElse(0f))
        .build();
  }

  @Override
  public TaskDefinition fromAvro(Task avro) {
    try {
      List<LabelDefinition> labels =
          avro.getLabels().stream()
              .map(label -> new LabelDefinition(label.getName(), label.getPhrase()))
              .toList();
      return new TaskDefinition(
          avro.getName(),
          TaskKind.valueOf(avro.getKind().name()),
          labels,
          avro.getInstruction(),
          Optional.ofNullable(avro.getThreshold()),
          avro.getAcceptsFeedback(),
          OptionalLongs.ofNullable(avro.getPinnedVersion()),
          avro.getRegisteredAt(),
          Optional.ofNullable(avro.getCandidateVersion())
              .map(version -> new Trial(version, avro.getCandidateShare())));
    } catch (IllegalArgumentException e) {
      throw new RecordRejectedException(ErrorCode.INVALID_TASK, e.getMessage(), e);
    }
  }
}
