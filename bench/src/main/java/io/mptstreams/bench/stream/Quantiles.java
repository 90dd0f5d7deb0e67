package io.mptstreams.bench.stream;

import java.util.Collection;

/** Order statistics of a few measurements. Pure. */
final class Quantiles {

  private Quantiles() {}

  /**
   * The smallest value that at least this share of the values does not exceed; for the median of an
   * even number of values the mean of the middle two.
   */
  static double of(Collection<Double> values, double share) {
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
}
