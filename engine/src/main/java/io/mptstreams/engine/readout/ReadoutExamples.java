package io.mptstreams.engine.readout;

import java.util.List;

/**
 * Sentence vectors with their labels.
 *
 * @param vectors one of length d an example, normalised or not
 * @param labels index of each example's label
 * @param weights 1 for an example that counts in full
 */
public record ReadoutExamples(List<float[]> vectors, int[] labels, float[] weights) {

  public ReadoutExamples {
    vectors = List.copyOf(vectors);
    if (labels.length != vectors.size() || weights.length != vectors.size()) {
      throw new IllegalArgumentException(
          "vectors, labels and weights must be as many, were "
              + vectors.size()
              + ", "
              + labels.length
              + " and "
              + weights.length);
    }
  }

  /** How many. */
  public int size() {
    return labels.length;
  }
}
