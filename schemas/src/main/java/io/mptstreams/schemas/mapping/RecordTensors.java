package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.ArrayList;
import java.util.List;

/** The tensors of each record, under the names and in the order that its digest takes them. */
final class RecordTensors {

  static final String SHARED_PROMPT = "shared_prompt";
  static final String U = "u";
  static final String V = "v";
  static final String LABEL_VECTORS = "label_vectors";
  static final String LABEL_BIASES = "label_biases";
  static final String LABEL_PHRASES = "label_phrases";
  static final String LABEL_COEFFICIENTS = "label_coefficients";

  private RecordTensors() {}

  static List<NamedTensor> of(TaskUpdate update) {
    int labels = update.labels().size();
    return List.of(
        new NamedTensor(U, update.u(), update.length(), update.rank()),
        new NamedTensor(V, update.v(), update.rank(), update.width()),
        new NamedTensor(LABEL_VECTORS, update.labelVectors(), labels, update.width()),
        new NamedTensor(LABEL_BIASES, update.labelBiases(), labels));
  }

  /** Those about labels are there only if it knows any. */
  static List<NamedTensor> of(SharedPromptRecord prompt) {
    int width = prompt.width();
    List<NamedTensor> tensors = new ArrayList<>();
    tensors.add(new NamedTensor(SHARED_PROMPT, prompt.values(), prompt.length(), width));
    tensors.add(new NamedTensor(U, prompt.u(), prompt.length(), prompt.rank()));
    tensors.add(new NamedTensor(V, prompt.v(), prompt.rank(), width));
    int labels = prompt.knownLabels();
    if (labels > 0) {
      tensors.add(new NamedTensor(LABEL_PHRASES, prompt.labelPhrases(), labels, width));
      tensors.add(new NamedTensor(LABEL_COEFFICIENTS, prompt.labelCoefficients(), labels, width));
    }
    return tensors;
  }
}
