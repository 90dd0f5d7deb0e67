package io.mptstreams.schemas.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One version of one task: P_task = P* ∘ (U V), and its label vectors. Arrays are row-major and
 * belong to the record: nobody changes them.
 *
 * @param version 2 and up, strictly increasing in a task; 1 is the start that every scorer makes
 *     itself
 * @param parent the version it was adapted from
 * @param u [length, rank]
 * @param v [rank, width]
 * @param labelVectors [labels, width]; empty for a generation task
 * @param labelBiases [labels]
 * @param scale factor on the cosine of text and label vector
 * @param temperature the logits are divided by it
 * @param examples how many examples it was trained on
 * @param metrics validation figures by name
 * @param digest SHA-256 over the tensors, hexadecimal; computed by the mapper
 */
public record TaskUpdate(
    String task,
    long version,
    OptionalLong parent,
    long sharedPromptVersion,
    String backboneDigest,
    List<String> labels,
    int length,
    int width,
    int rank,
    float[] u,
    float[] v,
    float[] labelVectors,
    float[] labelBiases,
    float scale,
    float temperature,
    UpdateOrigin origin,
    int examples,
    Map<String, Double> metrics,
    String digest,
    Instant createdAt) {

  public TaskUpdate {
    labels = List.copyOf(labels);
    metrics = Map.copyOf(metrics);
  }
}
