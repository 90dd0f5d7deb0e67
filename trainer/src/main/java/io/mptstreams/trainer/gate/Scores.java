package io.mptstreams.trainer.gate;

import io.mptstreams.engine.readout.Softmax;
import io.mptstreams.engine.readout.TemperatureFit;
import java.util.List;

/**
 * One model's answers to the evidence.
 *
 * @param temperature fitted on the evidence
 * @param right whether its likeliest label is the true one
 * @param logProbability of the true label at the fitted temperature
 * @param confidence of its likeliest label at the fitted temperature
 */
record Scores(float temperature, boolean[] right, double[] logProbability, double[] confidence) {

  /** A few examples must not move the temperature far from 1. */
  private static final double PULL = 5;

  /** No example is worse than this, so that one alone cannot decide. */
  private static final double FLOOR = Math.log(1e-3);

  static Scores of(List<float[]> logits, int[] labels) {
    int n = labels.length;
    float temperature = TemperatureFit.fit(logits, labels, PULL);
    boolean[] right = new boolean[n];
    double[] log = new double[n];
    double[] confidence = new double[n];
    for (int i = 0; i < n; i++) {
      int best = Softmax.argMax(logits.get(i));
      right[i] = best == labels[i];
      log[i] = Math.max(FLOOR, Softmax.logProbability(logits.get(i), labels[i], temperature));
      confidence[i] = Math.exp(Softmax.logProbability(logits.get(i), best, temperature));
    }
    return new Scores(temperature, right, log, confidence);
  }
}
