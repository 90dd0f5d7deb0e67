package io.mptstreams.engine.tuning.source;

import java.time.Duration;
import java.util.OptionalDouble;

/** Counts a phase's steps and tells how long the rest will take. One thread. */
final class Pace {

  private static final int EVERY = 10;

  private final SourceProgress progress;
  private final String phase;
  private final int first;
  private final int steps;
  private final long began = System.nanoTime();
  private double lossSum;
  private int lossCount;

  /**
   * @param first steps that were already done, in an earlier run
   */
  Pace(SourceProgress progress, String phase, int first, int steps) {
    this.progress = progress;
    this.phase = phase;
    this.first = first;
    this.steps = steps;
  }

  /**
   * @param step 1 for the first
   */
  void step(int step, double loss) {
    lossSum += loss;
    lossCount++;
    if (step % EVERY == 0 || step == steps) {
      report(step, OptionalDouble.empty());
    }
  }

  /** A step without a loss. */
  void done(int step) {
    report(step, OptionalDouble.empty());
  }

  void validated(int step, double accuracy) {
    report(step, OptionalDouble.of(accuracy));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void report(int step, OptionalDouble validation) {
    Duration elapsed = elapsed();
    int done = Math.max(1, step - first);
    double loss = lossCount == 0 ? Double.NaN : lossSum / lossCount;
    lossSum = 0;
    lossCount = 0;
    progress.at(
        new SourceProgress.Moment(
            phase,
            step,
            steps,
            loss,
            validation,
            elapsed,
            elapsed.multipliedBy(steps - step).dividedBy(done)));
  }
}
