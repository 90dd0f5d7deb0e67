package io.mptstreams.engine.tuning.gradient;

/**
 * Speed of learning over the steps: linear warm-up, then linear decay to 0.
 *
 * @param steps in all
 * @param warmup steps until full speed
 */
public record Schedule(int steps, int warmup) {

  private static final double HALF = 0.5;

  /**
   * Factor on the learning rates.
   *
   * @param step 0 for the first
   */
  public float speed(int step) {
    return speed(step, 0);
  }

  /**
   * Factor on the learning rates where time may run out before the steps do. Time counts only for a
   * run that is late when half of it is gone: another does the same whatever the machine is busy
   * with.
   *
   * @param spent share of the time that has passed, 0 to 1
   */
  public float speed(int step, double spent) {
    float rise = warmup == 0 ? 1 : Math.min(1, (step + 1f) / warmup);
    double share = (double) step / steps;
    double done = spent > HALF ? Math.max(share, spent) : share;
    return rise * (float) Math.max(0, 1 - done);
  }
}
