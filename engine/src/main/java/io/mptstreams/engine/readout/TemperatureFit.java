package io.mptstreams.engine.readout;

import java.util.List;

/**
 * The one number that makes probabilities honest (Guo et al., ICML 2017, section 4.2): the
 * temperature with the least mean negative log-likelihood on examples that were not trained on.
 */
public final class TemperatureFit {

  private static final double LOWEST = Math.log(0.05);
  private static final double HIGHEST = Math.log(20);
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int ROUNDS = 40;

  private TemperatureFit() {}

  /**
   * Golden-section search over the logarithm of the temperature, where the loss has one minimum;
   * between 0.05 and 20.
   *
   * @param logits at temperature 1, one array an example
   * @param labels index of the true label of each
   * @param strength pull towards 1, as a number of examples: a handful must not decide alone
   */
  public static float fit(List<float[]> logits, int[] labels, double strength) {
    return fit(logits, labels, strength, 0);
  }

  /**
   * The same where some labels may have been drawn at random from all labels.
   *
   * @param noise share of them, 0 to below 1
   */
  public static float fit(List<float[]> logits, int[] labels, double strength, double noise) {
    double low = LOWEST;
    double high = HIGHEST;
    double a = high - GOLDEN * (high - low);
    double b = low + GOLDEN * (high - low);
    double lossA = loss(logits, labels, strength, noise, a);
    double lossB = loss(logits, labels, strength, noise, b);
    for (int i = 0; i < ROUNDS; i++) {
      if (lossA <= lossB) {
        high = b;
        b = a;
        lossB = lossA;
        a = high - GOLDEN * (high - low);
        lossA = loss(logits, labels, strength, noise, a);
      } else {
        low = a;
        a = b;
        lossA = lossB;
        b = low + GOLDEN * (high - low);
        lossB = loss(logits, labels, strength, noise, b);
      }
    }
    return (float) Math.exp((low + high) / 2);
  }

  /** Sum of the logarithms of (1 − noise) p + noise / C, where p is a label's probability. */
  public static double logLikelihood(
      List<float[]> logits, int[] labels, double temperature, double noise) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      float[] of = logits.get(i);
      double clean = Softmax.logProbability(of, labels[i], temperature);
      sum += noise == 0 ? clean : Math.log((1 - noise) * Math.exp(clean) + noise / of.length);
    }
    return sum;
  }

  private static double loss(
      List<float[]> logits, int[] labels, double strength, double noise, double logTemperature) {
    return strength * logTemperature * logTemperature / 2
        - logLikelihood(logits, labels, Math.exp(logTemperature), noise);
  }
}
