package io.mptstreams.engine.tuning.source;

import java.time.Duration;
import java.util.OptionalDouble;

/** Hears how a source training goes, on its thread. */
@FunctionalInterface
public interface SourceProgress {

  /** Called every few steps. */
  void at(Moment moment);

  /**
   * Where a run stands.
   *
   * @param phase such as "teacher sst2" or "student"
   * @param step of {@code steps}
   * @param loss mean over the last steps
   * @param validation macro accuracy on held-out rows, 0 to 1, where it was just taken; a
   *     generation task counts with the geometric mean of its references' token probabilities
   * @param remaining of this phase, at the pace so far
   */
  record Moment(
      String phase,
      int step,
      int steps,
      double loss,
      OptionalDouble validation,
      Duration elapsed,
      Duration remaining) {}
}
