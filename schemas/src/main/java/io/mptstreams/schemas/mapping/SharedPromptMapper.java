package io.mptstreams.schemas.mapping;

import io.mptstreams.avro.SharedPrompt;
import io.mptstreams.avro.Tensor;
import io.mptstreams.schemas.record.SharedPromptRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Writes the digest of what it writes; verifies shapes, finiteness and digest on reading. */
public final class SharedPromptMapper implements RecordMapper<SharedPromptRecord, SharedPrompt> {

  private static final String PHRASES = "label_phrases";
  private static final String COEFFICIENTS = "label_coefficients";

  @Override
  public Schema schema() {
    return SharedPrompt.getClassSchema();
  }

  @Override
  public SharedPrompt toAvro(SharedPromptRecord value) {
    int width = value.width();
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(Tensors.tensor("shared_prompt", value.values(), value.length(), width));
    tensors.add(Tensors.tensor("u", value.u(), value.length(), value.rank()));
    tensors.add(Tensors.tensor("v", value.v(), value.rank(), width));
    if (value.knownLabels() > 0) {
      tensors.add(Tensors.tensor(PHRASES, value.labelPhrases(), value.knownLabels(), width));
      tensors.add(
          Tensors.tensor(COEFFICIENTS, value.labelCoefficients(), value.knownLabels(), width));
    }
    return SharedPrompt.newBuilder()
        .setVersion(value.version())
        .setBackboneDigest(value.backboneDigest())
        .setTensors(tensors)
        .setOrigin(value.origin())
        .setDigest(TensorDigest.of(value))
        .setCreatedAt(value.createdAt())
        .build();
  }

  @Override
  public SharedPromptRecord fromAvro(SharedPrompt avro) {
    Tensors tensors = new Tensors(avro.getTensors());
    int length = tensors.size("shared_prompt", 0);
    int width = tensors.size("shared_prompt", 1);
    int rank = tensors.size("u", 1);
    int labels = tensors.has(PHRASES) ? tensors.size(PHRASES, 0) : 0;
    SharedPromptRecord prompt =
        new SharedPromptRecord(
            avro.getVersion(),
            avro.getBackboneDigest(),
            length,
            width,
            rank,
            tensors.values("shared_prompt", length, width),
            tensors.values("u", length, rank),
            tensors.values("v", rank, width),
            labels == 0 ? new float[0] : tensors.values(PHRASES, labels, width),
            labels == 0 ? new float[0] : tensors.values(COEFFICIENTS, labels, width),
            avro.getOrigin(),
            avro.getDigest(),
            avro.getCreatedAt());
    Tensors.checkDigest(avro.getDigest(), TensorDigest.of(prompt));
    return prompt;
  }
}
