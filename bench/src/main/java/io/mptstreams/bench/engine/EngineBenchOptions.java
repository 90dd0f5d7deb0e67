package io.mptstreams.bench.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to measure and how long.
 *
 * @param threads intra-op threads of both runtimes
 * @param rounds interleaved rounds a shape; the best of each method counts
 * @param cpuClock count the calling thread's processor time, for a machine that does other work;
 *     takes one thread, since the time of helpers would not count
 * @param data folder of task folders, for texts
 * @param peft milliseconds of a training step that bench/peers/peft_step.py printed on this machine
 */
public record EngineBenchOptions(
    int threads, int rounds, boolean cpuClock, Path data, Optional<Double> peft) {

  public EngineBenchOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("bench.threads must be at least 1, was " + threads);
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("bench.rounds must be at least 1, was " + rounds);
    }
    if (cpuClock && threads > 1) {
      throw new IllegalArgumentException("bench.clock cpu takes bench.threads 1, was " + threads);
    }
  }

  /** All cores, wall clock. */
  public static EngineBenchOptions defaults(Path data) {
    return new EngineBenchOptions(
        Runtime.getRuntime().availableProcessors(), 7, false, data, Optional.empty());
  }
}
