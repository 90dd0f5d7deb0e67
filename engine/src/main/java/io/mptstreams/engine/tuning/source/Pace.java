package io.mptstreams.engine.tuning.source;

import java.time.Duration;
import java.util.OptionalDouble;

/** Counts the steps of a phase, or of a part of it. One thread. */
final class Pace {

  private static final int EVERY = 10;

  private final SourceProgress progress;
  private final String part;
  private final int before;
  private final int steps;
  private final long began = System.nanoTime();
  private double lossSum;
  private int lossCount;

  /**
   * @param part of the phase
   * @param before steps of the phase before those of the part
   * @param steps of the part
   */
  Pace(SourceProgress progress, String part, int before, int steps) {
    this.progress = progress;
    this.part = part;
    this.before = before;
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
    double loss = lossCount == 0 ? Double.NaN : lossSum / lossCount;
    lossSum = 0;
    lossCount = 0;
    progress.at(new SourceProgress.Moment(part, step, steps, before + step, loss, validation));
  }
}
