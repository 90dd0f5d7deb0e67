package io.mptstreams.engine.tuning.source;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Hears how a source training goes, on its thread. */
@FunctionalInterface
public interface SourceProgress {

  /** Called every few steps. */
  void at(Moment moment);

  /** Called before the first step of the teachers, of the student, and of the labels. */
  default void begins(Phase phase) {}

  /**
   * Steps of one pace.
   *
   * @param name "the teachers", "the student" or "the labels"
   * @param done steps of an earlier run
   * @param steps of all, with those that are done
   * @param budget wall time after which the phase ends before its last step
   */
  record Phase(String name, int done, int steps, Optional<Duration> budget) {}

  /**
   * Where a run stands.
   *
   * @param part of the phase, such as "teacher sst2 (3 of 18)" or "student"
   * @param step of {@code steps} of the part
   * @param done steps of the phase
   * @param loss mean over the last steps; NaN where there is none
   * @param validation macro accuracy on held-out rows, 0 to 1, where it was just taken; a
   *     generation task counts with the geometric mean of its references' token probabilities
   */
  record Moment(
      String part, int step, int steps, int done, double loss, OptionalDouble validation) {}

  /**
   * The same progress of a training with a name, which stands before each part's and phase's.
   *
   * @param name such as "full (1 of 9)"
   */
  static SourceProgress of(String name, SourceProgress progress) {
    return new SourceProgress() {

      @Override
      public void at(Moment moment) {
        progress.at(
            new Moment(
                name + ": " + moment.part(),
                moment.step(),
                moment.steps(),
                moment.done(),
                moment.loss(),
                moment.validation()));
      }

      @Override
      public void begins(Phase phase) {
        progress.begins(phase);
      }
    };
  }
}
