package io.mptstreams.schemas.record;

import java.time.Instant;

/**
 * P*, as published: what all tasks have in common, and where a new task starts. Arrays are
 * row-major and belong to the record: nobody changes them.
 *
 * @param version 1 and up, never reused
 * @param length prompt vectors
 * @param width the backbone's hidden size
 * @param rank columns of {@code u}
 * @param values P*, [length, width]
 * @param u start of a new task's u, [length, rank]
 * @param v start of a new task's v, [rank, width]
 * @param labelPhrases what source training knows of labels: embeddings of their phrases, [labels,
 *     width]; empty if it knows nothing
 * @param labelCoefficients what it makes offsets of label vectors from, [labels, width]; empty if
 *     it knows nothing
 * @param origin the command, seed and data digest that made it
 * @param digest SHA-256 over the tensors, hexadecimal; computed by the mapper
 */
public record SharedPromptRecord(
    long version,
    String backboneDigest,
    int length,
    int width,
    int rank,
    float[] values,
    float[] u,
    float[] v,
    float[] labelPhrases,
    float[] labelCoefficients,
    String origin,
    String digest,
    Instant createdAt) {

  /** Labels that source training knows, 0 for none. */
  public int knownLabels() {
    return labelPhrases.length / width;
  }
}
