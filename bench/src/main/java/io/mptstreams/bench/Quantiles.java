package io.mptstreams.bench;

import java.util.Collection;

/** Order statistics of a few measurements. Pure. */
public final class Quantiles {

  /** In standard deviations of a normal distribution. */
  private static final double QUARTILES_APART = 1.349;

  private Quantiles() {}

  /**
   * The smallest value that at least this share of the values does not exceed; for the median of an
   * even number of values the mean of the middle two.
   */
  public static double of(Collection<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    int middle = sorted.length / 2;
    if (share == 0.5 && sorted.length % 2 == 0) {
      return (sorted[middle - 1] + sorted[middle]) / 2;
    }
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /**
   * The standard error of the median of independent values, if they are about normal: π/2 of a
   * mean's variance, with the deviation from the distance between the quartiles, so that a few that
   * were disturbed do not count.
   */
  public static double standardErrorOfMedian(Collection<Double> values) {
    double deviation = (of(values, 0.75) - of(values, 0.25)) / QUARTILES_APART;
    return Math.sqrt(Math.PI / 2 / values.size()) * deviation;
  }
}
