package io.mptstreams.bench.engine;

import io.mptstreams.bench.Quantiles;
import io.mptstreams.engine.backbone.Interruption;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times several methods in turn, so that a disturbance meets them all. */
final class Stopwatch {

  private static final long SHORTEST_ROUND = 30_000_000;
  private static final int FEWEST_ROUNDS = 3;

  /** HotSpot's last compiler takes up what has been called five thousand times. */
  private static final int CALLS_UNTIL_COMPILED = 6000;

  private static final int FEWEST_PAIRS = 20;

  /** Standard error at which a ratio is known well enough to hold it against three percent. */
  private static final double PRECISION = 0.005;

  /** At most so many times as long as a shape. */
  private static final int LONGEST_RATIO = 10;

  /** A best time is believed once another round has come so near to it. */
  private static final double CONFIRMED = 1.01;

  /** Until then, at most so many times as long as the options say. */
  private static final int LONGEST_BEST = 6;

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

  /** Calls a method as often as it takes the JVM to compile what it runs. */
  static void compile(Runnable method) {
    for (int call = 0; call < CALLS_UNTIL_COMPILED; call++) {
      call(method);
    }
  }

  /**
   * Best milliseconds of one call of each method, in as many rounds as the options leave time, and
   * more while some best was seen only once: it may be that of a round that others disturbed, like
   * all the rest.
   */
  double[] best(Runnable... methods) {
    long start = System.nanoTime();
    int[] repeats = new int[methods.length];
    double[][] times = new double[methods.length][];
    for (int i = 0; i < methods.length; i++) {
      repeats[i] = warmUp(methods[i]);
      times[i] = new double[] {Double.MAX_VALUE, Double.MAX_VALUE};
    }
    for (int round = 0; round < options.rounds(); round++) {
      double spent = (System.nanoTime() - start) / 1e9 / options.seconds();
      boolean known = Arrays.stream(times).allMatch(Stopwatch::isConfirmed);
      if (round >= FEWEST_ROUNDS && spent > (known ? 1 : LONGEST_BEST)) {
        break;
      }
      for (int i = 0; i < methods.length; i++) {
        settle(methods[i]);
        add(millis(methods[i], repeats[i]), times[i]);
      }
    }
    return Arrays.stream(times).mapToDouble(bestTwo -> bestTwo[0]).toArray();
  }

  private static boolean isConfirmed(double[] bestTwo) {
    return bestTwo[1] <= CONFIRMED * bestTwo[0];
  }

  private static void add(double time, double[] bestTwo) {
    if (time < bestTwo[0]) {
      bestTwo[1] = bestTwo[0];
      bestTwo[0] = time;
    } else {
      bestTwo[1] = Math.min(bestTwo[1], time);
    }
  }

  /**
   * How many times as long one method takes as another that differs from it by little: the median
   * over pairs that run one right after the other, each method first in turn. The best of a few
   * rounds is no judge of a few percent where a round's own time varies by ten.
   */
  double ratio(Runnable method, Runnable other) {
    int repeats = Math.max(warmUp(method), warmUp(other));
    long start = System.nanoTime();
    List<Double> ratios = new ArrayList<>();
    while (ratios.size() < FEWEST_PAIRS
        || (Quantiles.standardErrorOfMedian(ratios) > PRECISION
            && System.nanoTime() - start < LONGEST_RATIO * options.seconds() * 1e9)) {
      if (ratios.size() % 2 == 0) {
        double first = millis(method, repeats);
        ratios.add(first / millis(other, repeats));
      } else {
        double first = millis(other, repeats);
        ratios.add(millis(method, repeats) / first);
      }
    }
    return Quantiles.of(ratios, 0.5);
  }

  private double millis(Runnable method, int repeats) {
    long before = now();
    for (int r = 0; r < repeats; r++) {
      call(method);
    }
    return (now() - before) / 1e6 / repeats;
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
    call(method);
  }

  private static void call(Runnable method) {
    Interruption.check();
    method.run();
  }

  /** Runs until the code is compiled; returns how many calls make a round long enough to time. */
  private int warmUp(Runnable method) {
    int calls = 0;
    long start = now();
    long spent;
    do {
      call(method);
      calls++;
      spent = now() - start;
    } while (spent < 10 * SHORTEST_ROUND && calls < 300);
    return (int) Math.max(1, SHORTEST_ROUND * calls / Math.max(1, spent));
  }

  private long now() {
    return options.cpuClock() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
