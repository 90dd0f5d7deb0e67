package io.mptstreams.schemas.mapping;

import io.mptstreams.avro.SharedPrompt;
import io.mptstreams.schemas.record.SharedPromptRecord;
import org.apache.avro.Schema;

/** Writes the digest of what it writes; verifies shapes, finiteness and digest on reading. */
public final class SharedPromptMapper implements RecordMapper<SharedPromptRecord, SharedPrompt> {

  @Override
  public Schema schema() {
    return SharedPrompt.getClassSchema();
  }

  @Override
  public SharedPrompt toAvro(SharedPromptRecord value) {
    return SharedPrompt.newBuilder()
        .setVersion(value.version())
        .setBackboneDigest(value.backboneDigest())
        .setTensors(Tensors.toAvro(RecordTensors.of(value)))
        .setOrigin(value.origin())
        .setDigest(TensorDigest.of(value))
        .setCreatedAt(value.createdAt())
        .build();
  }

  @Override
  public SharedPromptRecord fromAvro(SharedPrompt avro) {
    Tensors tensors = new Tensors(avro.getTensors());
    int length = tensors.size(RecordTensors.SHARED_PROMPT, 0);
    int width = tensors.size(RecordTensors.SHARED_PROMPT, 1);
    int rank = tensors.size(RecordTensors.U, 1);
    int labels =
        tensors.has(RecordTensors.LABEL_PHRASES) ? tensors.size(RecordTensors.LABEL_PHRASES, 0) : 0;
    SharedPromptRecord prompt =
        new SharedPromptRecord(
            avro.getVersion(),
            avro.getBackboneDigest(),
            length,
            width,
            rank,
            tensors.values(RecordTensors.SHARED_PROMPT, length, width),
            tensors.values(RecordTensors.U, length, rank),
            tensors.values(RecordTensors.V, rank, width),
            labels == 0 ? new float[0] : tensors.values(RecordTensors.LABEL_PHRASES, labels, width),
            labels == 0
                ? new float[0]
                : tensors.values(RecordTensors.LABEL_COEFFICIENTS, labels, width),
            avro.getOrigin(),
            avro.getDigest(),
            avro.getCreatedAt());
    Tensors.checkDigest(avro.getDigest(), TensorDigest.of(prompt));
    return prompt;
  }
}
