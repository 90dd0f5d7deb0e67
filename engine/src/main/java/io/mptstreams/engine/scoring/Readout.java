package io.mptstreams.engine.scoring;

import io.mptstreams.engine.prompt.TaskParameters;

/** Products with label vectors to probabilities: softmax of (scale · ⟨z, w⟩ + b) / temperature. */
final class Readout {

  private Readout() {}

  /**
   * @param products of unit sentence vectors with label vectors
   * @param first index of the product with the task's first label
   */
  static float[] probabilities(TaskParameters task, float[] products, int first) {
    int count = task.labels().size();
    double[] logits = new double[count];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      logits[c] =
          ((double) task.scale() * products[first + c] + task.labelBiases()[c])
              / task.temperature();
      greatest = Math.max(greatest, logits[c]);
    }
    double sum = 0;
    for (int c = 0; c < count; c++) {
      logits[c] = Math.exp(logits[c] - greatest);
      sum += logits[c];
    }
    float[] probabilities = new float[count];
    for (int c = 0; c < count; c++) {
      probabilities[c] = (float) (logits[c] / sum);
    }
    if (!Float.isFinite(probabilities[0])) {
      throw new ArithmeticException("the backbone's answer is not a finite number");
    }
    return probabilities;
  }

  /** Index of the largest, the first of equals. */
  static int best(float[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[best]) {
        best = c;
      }
    }
    return best;
  }
}
