package io.mptstreams.bench.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Times several methods in turn, so that a disturbance meets them all. */
final class Stopwatch {

  private static final long SHORTEST_ROUND = 30_000_000;
  private static final int FEWEST_ROUNDS = 3;

  /**
   * Longer than the threads of a runtime spin for more work before they sleep: ONNX Runtime's for
   * 2^20 pauses, which take some 30 to 60 ms, GCC's OpenMP for less.
   */
  private static final long SETTLING_MILLIS = 80;

  private final EngineBenchOptions options;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  Stopwatch(EngineBenchOptions options) {
    this.options = options;
  }

  /** Best milliseconds of one call of each method, in as many rounds as the options leave time. */
  double[] best(Runnable... methods) {
    long start = System.nanoTime();
    int[] repeats = new int[methods.length];
    for (int i = 0; i < methods.length; i++) {
      repeats[i] = warmUp(methods[i]);
    }
    double[] best = new double[methods.length];
    Arrays.fill(best, Double.MAX_VALUE);
    for (int round = 0; round < options.rounds(); round++) {
      if (round >= FEWEST_ROUNDS && System.nanoTime() - start > options.seconds() * 1e9) {
        break;
      }
      for (int i = 0; i < methods.length; i++) {
        settle(methods[i]);
        long before = now();
        for (int r = 0; r < repeats[i]; r++) {
          methods[i].run();
        }
        best[i] = Math.min(best[i], (now() - before) / 1e6 / repeats[i]);
      }
    }
    return best;
  }

  /**
   * Lets the threads of the method before fall asleep, which otherwise take a core from this one,
   * and wakes those of this one.
   */
  private static void settle(Runnable method) {
    try {
      Thread.sleep(SETTLING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
    method.run();
  }

  /** Runs until the code is compiled; returns how many calls make a round long enough to time. */
  private int warmUp(Runnable method) {
    int calls = 0;
    long start = now();
    long spent;
    do {
      method.run();
      calls++;
      spent = now() - start;
    } while (spent < 10 * SHORTEST_ROUND && calls < 300);
    return (int) Math.max(1, SHORTEST_ROUND * calls / Math.max(1, spent));
  }

  private long now() {
    return options.cpuClock() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
