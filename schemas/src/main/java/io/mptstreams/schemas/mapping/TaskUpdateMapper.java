package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.util.ArrayList;
import java.util.List;
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
    List<io.mptstreams.avro.Tensor> tensors = new ArrayList<>();
    tensors.add(Tensors.tensor("u", value.u(), value.length(), value.rank()));
    tensors.add(Tensors.tensor("v", value.v(), value.rank(), value.width()));
    int labels = value.labels().size();
    tensors.add(Tensors.tensor("label_vectors", value.labelVectors(), labels, value.width()));
    tensors.add(Tensors.tensor("label_biases", value.labelBiases(), labels));
    return io.mptstreams.avro.TaskUpdate.newBuilder()
        .setTask(value.task())
        .setVersion(value.version())
        .setParent(OptionalLongs.orNull(value.parent()))
        .setSharedPromptVersion(value.sharedPromptVersion())
        .setBackboneDigest(value.backboneDigest())
        .setLabels(value.labels())
        .setTensors(tensors)
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
    int length = tensors.size("u", 0);
    int rank = tensors.size("u", 1);
    int width = tensors.size("v", 1);
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
            tensors.values("u", length, rank),
            tensors.values("v", rank, width),
            tensors.values("label_vectors", labels, width),
            tensors.values("label_biases", labels),
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
