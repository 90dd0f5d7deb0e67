package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;
import java.util.Arrays;

/**
 * How much likelier each label is now than over all examples that a readout is fitted to. A readout
 * knows the balance of its examples, which may be an old one; adding the logarithm of the ratio to
 * its biases moves it to the present one (Saerens, Latinne and Decaestecker, Neural Computation
 * 2002, equation 2.4). Where labels are many, few of each are recent, and the ratios stay near 1.
 *
 * @param ratios share of a label now over its share in all, one a label
 */
public record LabelShift(double[] ratios) {

  /**
   * Counts labels, newer ones more.
   *
   * @param labels index of each example's label, oldest first
   * @param weights of the same examples
   * @param classes how many labels there are
   * @param halving labels after which a label counts half
   * @param strength pull towards the shares in all, as a number of examples a label
   */
  public static LabelShift of(
      int[] labels, float[] weights, int classes, int halving, double strength) {
    double[] all = new double[classes];
    double[] recent = new double[classes];
    double age = 0;
    double total = 0;
    double recentTotal = 0;
    for (int i = labels.length - 1; i >= 0; i--) {
      double now = weights[i] * Math.pow(0.5, age / halving);
      all[labels[i]] += weights[i];
      recent[labels[i]] += now;
      total += weights[i];
      recentTotal += now;
      age += weights[i];
    }
    double[] ratios = new double[classes];
    double pull = strength * classes;
    for (int c = 0; c < classes; c++) {
      double share = (all[c] + 1) / (total + classes);
      ratios[c] = (recent[c] + pull * share) / (recentTotal + pull) / share;
    }
    return new LabelShift(ratios);
  }

  /** The parameters with biases moved to the present balance. */
  TaskParameters correct(TaskParameters p) {
    return Parameters.withBiases(p, correct(p.labelBiases()));
  }

  /** Logits at temperature 1 moved to the present balance. */
  float[] correct(float[] logits) {
    float[] moved = logits.clone();
    for (int c = 0; c < moved.length; c++) {
      moved[c] += (float) Math.log(ratios[c]);
    }
    return moved;
  }

  /**
   * How much an example of a label counts as evidence: as if the examples had the present balance.
   */
  double weight(int label) {
    return ratios[label];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelShift s && Arrays.equals(ratios, s.ratios);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ratios);
  }
}
