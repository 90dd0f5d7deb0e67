package io.mptstreams.bench.stream;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure and how long.
 *
 * @param parts what to measure
 * @param rounds interleaved rounds after those that warm up; the median counts
 * @param events events of a round with a scorer that does nothing
 * @param joined feedback records of a round
 * @param seconds how long each rate and each latency with the real model is measured
 * @param tasks tasks that a start restores
 * @param data folder of task folders, for texts; without it those of the demo
 */
public record StreamBenchOptions(
    Set<StreamBenchPart> parts,
    int rounds,
    int events,
    int joined,
    double seconds,
    int tasks,
    Optional<Path> data) {

  public StreamBenchOptions {
    parts = Set.copyOf(parts);
    atLeastOne("rounds", rounds);
    atLeastOne("events", events);
    atLeastOne("joined", joined);
    atLeastOne("tasks", tasks);
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds must be above 0, was " + seconds);
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}
