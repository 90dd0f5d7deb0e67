package io.mptstreams.engine.readout;

/** Probabilities from logits, without overflow. */
public final class Softmax {

  private Softmax() {}

  /** Probabilities at a temperature; the logits stay as they are. */
  public static float[] of(float[] logits, double temperature) {
    double logSum = logSumExp(logits, temperature);
    float[] probabilities = new float[logits.length];
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] = (float) Math.exp(logits[c] / temperature - logSum);
    }
    return probabilities;
  }

  /** Natural logarithm of the probability of one label at a temperature. */
  public static double logProbability(float[] logits, int label, double temperature) {
    return logits[label] / temperature - logSumExp(logits, temperature);
  }

  /** The index of the largest value, the first of equals. */
  public static int argMax(float[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      if (values[c] > values[best]) {
        best = c;
      }
    }
    return best;
  }

  /** Turns logits into probabilities in place; the logarithm of the sum of their exponentials. */
  static double toProbabilities(double[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      logits[c] = Math.exp(logits[c] - max);
      sum += logits[c];
    }
    for (int c = 0; c < logits.length; c++) {
      logits[c] /= sum;
    }
    return max + Math.log(sum);
  }

  private static double logSumExp(float[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit / temperature);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit / temperature - max);
    }
    return max + Math.log(sum);
  }
}
