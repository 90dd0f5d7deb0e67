package io.mptstreams.cli.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whose label is given, and when. A label is due a fixed delay after its event's prediction was
 * seen, so that no event is ever judged by a version that knew its label. Belongs to the demo's
 * thread.
 */
final class FeedbackSchedule {

  private record Due(DemoEvent event, long atNanos) {}

  private final double share;
  private final long delayNanos;
  private final long seed;
  private final Deque<Due> waiting = new ArrayDeque<>();

  FeedbackSchedule(double share, Duration delay, long seed) {
    this.share = share;
    this.delayNanos = delay.toNanos();
    this.seed = seed;
  }

  void predicted(DemoEvent event, long nanos) {
    if (isChosen(event)) {
      waiting.add(new Due(event, nanos + delayNanos));
    }
  }

  /** The events whose labels are due, which are then no longer waiting. */
  List<DemoEvent> due(long nanos) {
    List<DemoEvent> due = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.peek().atNanos() - nanos <= 0) {
      due.add(waiting.remove().event());
    }
    return due;
  }

  /** Depends on the event and the seed alone, not on the order in which predictions come. */
  boolean isChosen(DemoEvent event) {
    return new SplittableRandom(seed * 31 + event.id().hashCode()).nextDouble() < share;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
