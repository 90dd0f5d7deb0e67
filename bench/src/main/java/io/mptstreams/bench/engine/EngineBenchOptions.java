package io.mptstreams.bench.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to measure and how long.
 *
 * @param threads intra-op threads of both runtimes
 * @param rounds interleaved rounds a shape; the best of each method counts
 * @param seconds how long the methods of one shape are compared, warm-up included, unless three
 *     rounds take longer or a best time is yet to be confirmed, six times as long at most; what
 *     differs by a few percent only is compared up to ten times as long
 * @param quick a few small shapes only
 * @param cpuClock count the calling thread's processor time, for a machine that does other work;
 *     takes one thread, since the time of helpers would not count
 * @param data folder of task folders, for texts; without it those of the demo
 * @param peft milliseconds of a training step that bench/peers/peft_step.py printed on this machine
 */
public record EngineBenchOptions(
    int threads,
    int rounds,
    double seconds,
    boolean quick,
    boolean cpuClock,
    Optional<Path> data,
    Optional<Double> peft) {

  public EngineBenchOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, was " + rounds);
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds must be above 0, was " + seconds);
    }
    if (cpuClock && threads > 1) {
      throw new IllegalArgumentException("the cpu clock takes threads 1, was " + threads);
    }
  }
}
