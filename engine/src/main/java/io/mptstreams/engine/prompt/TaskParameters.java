package io.mptstreams.engine.prompt;

import java.util.List;

/**
 * What a task is in numbers: the factors of its prompt P* ∘ (U V) and its readout, logits_c =
 * (scale · ⟨z, w_c⟩ + b_c) / temperature, where z is the sentence vector scaled to length 1 and w_c
 * the label vector as it stands. Arrays are row-major and belong to the record: nobody changes
 * them.
 *
 * @param length prompt vectors, L
 * @param width the backbone's hidden size, d
 * @param rank of U V, r
 * @param u [L, r]
 * @param v [r, d]
 * @param labels in the order of the rows of {@code labelVectors}; empty for a generation task
 * @param labelVectors [C, d]; zeros for a text-to-text backbone, which reads labels by their names;
 *     otherwise of length 1 at the start, of any length once learned
 * @param labelBiases [C]
 * @param scale factor on the products, positive
 * @param temperature fitted on validation examples, positive
 */
public record TaskParameters(
    int length,
    int width,
    int rank,
    float[] u,
    float[] v,
    List<String> labels,
    float[] labelVectors,
    float[] labelBiases,
    float scale,
    float temperature) {

  public TaskParameters {
    labels = List.copyOf(labels);
    Shapes.check("u", u, length, rank);
    Shapes.check("v", v, rank, width);
    Shapes.check("label_vectors", labelVectors, labels.size(), width);
    Shapes.check("label_biases", labelBiases, labels.size());
    positive("scale", scale);
    positive("temperature", temperature);
  }

  private static void positive(String name, float value) {
    if (!(value > 0) || Float.isInfinite(value)) {
      throw new InvalidParametersException(
          InvalidParametersException.Problem.NOT_FINITE,
          name + " must be positive and finite, was " + value);
    }
  }

  /** Numbers in U and V: what the method adds to a task without its readout. */
  public int promptParameterCount() {
    return u.length + v.length;
  }
}
