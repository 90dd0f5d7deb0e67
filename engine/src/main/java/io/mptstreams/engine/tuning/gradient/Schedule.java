package io.mptstreams.engine.tuning.gradient;

/**
 * Speed of learning over the steps: linear warm-up, then linear decay to 0.
 *
 * @param steps in all
 * @param warmup steps until full speed
 */
public record Schedule(int steps, int warmup) {

  /**
   * Factor on the learning rates.
   *
   * @param step 0 for the first
   */
  public float speed(int step) {
    float rise = warmup == 0 ? 1 : Math.min(1, (step + 1f) / warmup);
    return rise * (1 - (float) step / steps);
  }
}
