package io.mptstreams.engine.tuning.classifier;

/** The last step of every classifier: the label whose vector has the largest product. */
public final class Readouts {

  private Readouts() {}

  /**
   * @param sentences [texts, d]
   * @param weights [C, d]
   */
  public static int[] best(float[] sentences, float[] weights, int width) {
    int[] best = new int[sentences.length / width];
    for (int i = 0; i < best.length; i++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < weights.length / width; c++) {
        double product = 0;
        for (int j = 0; j < width; j++) {
          product += (double) sentences[i * width + j] * weights[c * width + j];
        }
        if (product > highest) {
          highest = product;
          best[i] = c;
        }
      }
    }
    return best;
  }

  /** Every number times a factor. */
  public static float[] times(float[] values, float factor) {
    float[] product = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      product[i] = values[i] * factor;
    }
    return product;
  }
}
