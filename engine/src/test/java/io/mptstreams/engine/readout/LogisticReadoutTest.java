package io.mptstreams.engine.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.testing.Models;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticReadoutTest {

  @Test
  void findsTheMinimumOfOneNumber() {
    // One example z = 1 of label 0, weights a and −a by symmetry: e^(2a) + 1 = 2 / (2a λ/ (λ...)):
    // the slope −(1 − p) + λ a = 0 with p = 1/(1 + e^(−2a)); λ = 0.2 gives a = 0.9217
    try (NDManager manager = Models.miniLm().newManager()) {
      float[] weights =
          new LogisticReadout(manager)
              .solve(new float[] {1}, new int[] {0}, new float[] {0, 0}, new float[] {0, 0}, 0.2);

      double a = weights[0];
      double p = 1 / (1 + Math.exp(-2 * a));
      assertThat(-(1 - p) + 0.2 * a).isCloseTo(0, within(1e-4));
      assertThat(weights[1]).isCloseTo(-weights[0], within(1e-4f));
    }
  }

  @Test
  void endsWhereTheSlopeIsZeroAndStaysAtThePriorUnderAStrongPull() {
    Random random = new Random(5);
    int n = 40;
    int width = 6;
    int labels = 3;
    float[] z = numbers(random, n * width);
    int[] y = random.ints(n, 0, labels).toArray();
    float[] prior = numbers(random, labels * width);
    float[] biases = numbers(random, labels);
    try (NDManager manager = Models.miniLm().newManager()) {
      LogisticReadout readout = new LogisticReadout(manager);

      float[] w = readout.solve(z, y, prior, biases, 0.7);

      double[] slope = slope(z, y, w, prior, biases, 0.7, width);
      for (double s : slope) {
        assertThat(s).isCloseTo(0, within(2e-3));
      }
      float[] held = readout.solve(z, y, prior, biases, 1e6);
      for (int j = 0; j < held.length; j++) {
        assertThat(held[j]).isCloseTo(prior[j], within(1e-3f));
      }
    }
  }

  /** The gradient of the objective, written out. */
  private static double[] slope(
      float[] z, int[] y, float[] w, float[] prior, float[] biases, double pull, int width) {
    int labels = biases.length;
    double[] slope = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      slope[j] = pull * (w[j] - prior[j]);
    }
    for (int i = 0; i < y.length; i++) {
      double[] e = new double[labels];
      double sum = 0;
      for (int c = 0; c < labels; c++) {
        double logit = biases[c];
        for (int j = 0; j < width; j++) {
          logit += w[c * width + j] * z[i * width + j];
        }
        e[c] = Math.exp(logit);
        sum += e[c];
      }
      for (int c = 0; c < labels; c++) {
        double off = e[c] / sum - (y[i] == c ? 1 : 0);
        for (int j = 0; j < width; j++) {
          slope[c * width + j] += off * z[i * width + j];
        }
      }
    }
    return slope;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
