package io.mptstreams.trainer.gate;

/** Exact one-sided sign test (McNemar's test for paired right and wrong answers, 1947). */
public final class SignTest {

  private SignTest() {}

  /**
   * The probability of at least {@code losses} losses among {@code wins + losses} pairs if either
   * were as likely; 1 without pairs.
   */
  public static double atLeast(int losses, int wins) {
    int n = losses + wins;
    double logHalf = n * Math.log(0.5);
    double probability = 0;
    double logChoose = 0;
    for (int k = 0; k <= n; k++) {
      if (k >= losses) {
        probability += Math.exp(logChoose + logHalf);
      }
      logChoose += Math.log(n - k) - Math.log(k + 1);
    }
    return Math.min(1, probability);
  }
}
