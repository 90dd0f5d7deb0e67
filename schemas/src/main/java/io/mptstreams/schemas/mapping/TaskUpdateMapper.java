package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Writes the digest of the tensors it writes, whatever the record said, and verifies shapes,
 * finiteness and digest on reading. Whether the update fits the running backbone and task is the
 * reader's to decide.
 */
public final class TaskUpdateMapper
    implements RecordMapper<TaskUpdate, io.mptstreams.avro.TaskUpdate> {

  @Override
  public Schema schema() {
    return io.mptstreams.avro.TaskUpdate.getClassSchema();
  }

  @Override
  public io.mptstreams.avro.TaskUpdate toAvro(TaskUpdate value) {
    return io.mptstreams.avro.TaskUpdate.newBuilder()
        .setTask(value.task())
        .setVersion(value.version())
        .setParent(OptionalLongs.orNull(value.parent()))
        .setSharedPromptVersion(value.sharedPromptVersion())
        .setBackboneDigest(value.backboneDigest())
        .setLabels(value.labels())
        .setTensors(Tensors.toAvro(RecordTensors.of(value)))
        .setScale(value.scale())
        .setTemperature(value.temperature())
        .setOrigin(io.mptstreams.avro.UpdateOrigin.valueOf(value.origin().name()))
        .setExamples(value.examples())
        .setMetrics(value.metrics())
        .setDigest(TensorDigest.of(value))
        .setCreatedAt(value.createdAt())
        .build();
  }

  @Override
  public TaskUpdate fromAvro(io.mptstreams.avro.TaskUpdate avro) {
    Tensors tensors = new Tensors(avro.getTensors());
    int length = tensors.size(RecordTensors.U, 0);
    int rank = tensors.size(RecordTensors.U, 1);
    int width = tensors.size(RecordTensors.V, 1);
    int labels = avro.getLabels().size();
    TaskUpdate update =
        new TaskUpdate(
            avro.getTask(),
            avro.getVersion(),
            OptionalLongs.ofNullable(avro.getParent()),
            avro.getSharedPromptVersion(),
            avro.getBackboneDigest(),
            avro.getLabels(),
            length,
            width,
            rank,
            tensors.values(RecordTensors.U, length, rank),
            tensors.values(RecordTensors.V, rank, width),
            tensors.values(RecordTensors.LABEL_VECTORS, labels, width),
            tensors.values(RecordTensors.LABEL_BIASES, labels),
            avro.getScale(),
            avro.getTemperature(),
            UpdateOrigin.valueOf(avro.getOrigin().name()),
            avro.getExamples(),
            Map.copyOf(avro.getMetrics()),
            avro.getDigest(),
            avro.getCreatedAt());
    Tensors.checkDigest(avro.getDigest(), TensorDigest.of(update));
    return update;
  }
}
