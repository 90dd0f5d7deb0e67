package io.mptstreams.trainer.gate;

import java.util.Arrays;
import java.util.Comparator;

/** Expected calibration error (Guo et al., ICML 2017, equation 3) over bins of equal size. */
final class Calibration {

  private static final int BINS = 10;

  private Calibration() {}

  /**
   * The mean distance between confidence and accuracy, 0 to 1.
   *
   * @param confidence of the likeliest label of each example
   * @param right whether it was the true one
   */
  static double error(double[] confidence, boolean[] right) {
    int n = confidence.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> confidence[i]));
    int bins = Math.min(BINS, n);
    double error = 0;
    for (int b = 0; b < bins; b++) {
      double gap = 0;
      for (int i = b * n / bins; i < (b + 1) * n / bins; i++) {
        gap += confidence[order[i]] - (right[order[i]] ? 1 : 0);
      }
      error += Math.abs(gap);
    }
    return n == 0 ? 0 : error / n;
  }
}
