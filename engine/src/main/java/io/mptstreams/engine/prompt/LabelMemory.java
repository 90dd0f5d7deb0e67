package io.mptstreams.engine.prompt;

import java.util.Optional;

/**
 * What the source tasks taught about labels: how far the vector that separates a label best lies
 * from the embedding of its phrase. A new task's label gets the offset that labels with phrases
 * like its own had; one that is like none gets nothing. This is the mean of a Gaussian process over
 * phrases (Rasmussen and Williams, 2006, equation 2.25) with the kernel k(a, b) = exp((a · b − 1) /
 * τ), an offset for each of the d numbers of a label vector.
 *
 * @param width the backbone's hidden size, d
 * @param phrases embeddings of the source tasks' label phrases behind the prompt, unit length, [S,
 *     d]; belongs to the record
 * @param coefficients (K + λI)⁻¹ times their offsets, [S, d]; belongs to the record
 */
public record LabelMemory(int width, float[] phrases, float[] coefficients) {

  /** τ: phrases with a cosine of 0.9 have 0.14 of each other's offset, with 0.8 0.02. */
  private static final double REACH = 0.05;

  /** λ: how much of an offset is taken for chance, against 1. */
  private static final double NOISE = 0.1;

  public LabelMemory {
    Shapes.check("label_phrases", phrases, phrases.length / width, width);
    Shapes.check("label_coefficients", coefficients, phrases.length / width, width);
  }

  /**
   * As it is carried, where none is no numbers.
   *
   * @throws InvalidParametersException for other shapes or numbers that are not finite
   */
  public static Optional<LabelMemory> of(int width, float[] phrases, float[] coefficients) {
    return phrases.length == 0 && coefficients.length == 0
        ? Optional.empty()
        : Optional.of(new LabelMemory(width, phrases, coefficients));
  }

  /**
   * Learns from the source tasks' labels.
   *
   * @param phrases unit length, [S, d]
   * @param offsets of their label vectors, [S, d]
   */
  public static LabelMemory learn(int width, float[] phrases, float[] offsets) {
    Cholesky kernel = kernel(width, phrases);
    float[] coefficients = new float[offsets.length];
    for (int j = 0; j < width; j++) {
      double[] column = new double[offsets.length / width];
      for (int s = 0; s < column.length; s++) {
        column[s] = offsets[s * width + j];
      }
      double[] solved = kernel.solve(column);
      for (int s = 0; s < column.length; s++) {
        coefficients[s * width + j] = (float) solved[s];
      }
    }
    return new LabelMemory(width, phrases, coefficients);
  }

  /** Source labels, S. */
  public int labels() {
    return phrases.length / width;
  }

  /**
   * @param others phrases of a new task's labels, unit length, [C, d]
   * @return label vectors that start where they are best begun: phrases and offsets, [C, d]
   */
  public float[] moved(float[] others) {
    float[] moved = others.clone();
    for (int c = 0; c < others.length / width; c++) {
      double[] weights = similarities(width, others, c, phrases);
      for (int j = 0; j < width; j++) {
        double offset = 0;
        for (int s = 0; s < weights.length; s++) {
          offset += weights[s] * coefficients[s * width + j];
        }
        moved[c * width + j] += (float) offset;
      }
    }
    return moved;
  }

  /**
   * How much of a task's labels is known: the mean over them of k (K + λI)⁻¹ kᵀ, what the process
   * knows of each offset's variance. 0 for labels unlike any, near 1 for ones that several source
   * tasks had.
   *
   * @param others phrases of a new task's labels, unit length, [C, d]
   */
  public double knowledge(float[] others) {
    int count = others.length / width;
    Cholesky kernel = kernel(width, phrases);
    double sum = 0;
    for (int c = 0; c < count; c++) {
      double[] k = similarities(width, others, c, phrases);
      double[] solved = kernel.solve(k);
      for (int s = 0; s < k.length; s++) {
        sum += k[s] * solved[s];
      }
    }
    return sum / count;
  }

  private static Cholesky kernel(int width, float[] phrases) {
    double[][] kernel = new double[phrases.length / width][];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = similarities(width, phrases, i, phrases);
      kernel[i][i] += NOISE;
    }
    return new Cholesky(kernel);
  }

  /** k of one phrase with each of others. */
  private static double[] similarities(int width, float[] from, int row, float[] others) {
    double[] similarities = new double[others.length / width];
    for (int s = 0; s < similarities.length; s++) {
      double cosine = 0;
      for (int j = 0; j < width; j++) {
        cosine += (double) from[row * width + j] * others[s * width + j];
      }
      similarities[s] = Math.exp((cosine - 1) / REACH);
    }
    return similarities;
  }
}
