package io.mptstreams.engine.readout;

/**
 * How firmly label vectors are held to where they start.
 *
 * @param vectorAnchor weight of the squared distance, on the scale of the logits, of a label vector
 *     to its start; as if the phrase were that many examples
 * @param vectorLength length of a label's start on the scale of the logits; 0 leaves the phrases
 *     out. Where most labels have no example yet, short ones would be drowned by those that have
 * @param biasAnchor weight of the squared bias
 * @param labelNoise share of labels that may be any label at random, 0 to below 1: a label that the
 *     others contradict then loses its say, where softmax regression alone would give it more
 * @param iterations of the solver at most
 */
public record ReadoutSettings(
    double vectorAnchor,
    double vectorLength,
    double biasAnchor,
    double labelNoise,
    int iterations) {

  public ReadoutSettings {
    if (!(vectorAnchor > 0)) {
      throw new IllegalArgumentException(
          "readout.vector-anchor must be positive, was " + vectorAnchor);
    }
    if (!(vectorLength >= 0)) {
      throw new IllegalArgumentException(
          "readout.vector-length must be at least 0, was " + vectorLength);
    }
    if (!(biasAnchor > 0)) {
      throw new IllegalArgumentException("readout.bias-anchor must be positive, was " + biasAnchor);
    }
    if (!(labelNoise >= 0 && labelNoise < 1)) {
      throw new IllegalArgumentException(
          "readout.label-noise must be at least 0 and under 1, was " + labelNoise);
    }
    if (iterations < 1) {
      throw new IllegalArgumentException(
          "readout.iterations must be at least 1, was " + iterations);
    }
  }

  /** The same with label starts of another length. */
  public ReadoutSettings withVectorLength(double other) {
    return new ReadoutSettings(vectorAnchor, other, biasAnchor, labelNoise, iterations);
  }

  /** A weak pull towards phrases of the cold start's own length. */
  public static ReadoutSettings defaults() {
    return new ReadoutSettings(0.1, 20, 1, 0, 20);
  }
}
