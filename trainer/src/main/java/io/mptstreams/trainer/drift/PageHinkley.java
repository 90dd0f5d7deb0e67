package io.mptstreams.trainer.drift;

/**
 * Page-Hinkley test for a rise of the mean (Page, Continuous Inspection Schemes, Biometrika 1954;
 * in the form of Gama et al., A Survey on Concept Drift Adaptation, 2014): the sum of x_t − mean_t
 * − tolerance, less its least value so far, passes a threshold.
 *
 * <p>Belongs to one thread.
 */
public final class PageHinkley {

  private final double tolerance;
  private final double threshold;
  private final int minimum;
  private long count;
  private double mean;
  private double sum;
  private double least;
  private long leastAt;

  /**
   * @param tolerance change of the mean that does not matter, at least 0
   * @param threshold of the sum, positive
   * @param minimum numbers before the first alarm
   */
  public PageHinkley(double tolerance, double threshold, int minimum) {
    this.tolerance = tolerance;
    this.threshold = threshold;
    this.minimum = minimum;
  }

  /** Takes the next number in; whether the mean has risen. The caller resets it after an alarm. */
  public boolean add(double x) {
    count++;
    mean += (x - mean) / count;
    sum += x - mean - tolerance;
    if (sum <= least) {
      least = sum;
      leastAt = count;
    }
    return count >= minimum && sum - least > threshold;
  }

  /** Numbers since the sum was least: about as long ago is the change. */
  public long sinceChange() {
    return count - leastAt;
  }

  /** Forgets everything. */
  public void reset() {
    count = 0;
    mean = 0;
    sum = 0;
    least = 0;
    leastAt = 0;
  }

  /** The statistic that is compared with the threshold. */
  public double statistic() {
    return sum - least;
  }
}
