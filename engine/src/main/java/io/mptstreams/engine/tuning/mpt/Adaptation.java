package io.mptstreams.engine.tuning.mpt;

import io.mptstreams.engine.prompt.TaskParameters;
import java.time.Duration;

/**
 * What an adaptation came to.
 *
 * @param losses one a step, before the step; belongs to the record
 * @param steps gradient steps taken, fewer than asked for if the budget ran out
 * @param duration wall time
 */
public record Adaptation(TaskParameters parameters, float[] losses, int steps, Duration duration) {

  /** Wall time in seconds. */
  public double seconds() {
    return duration.toNanos() / 1e9;
  }
}
