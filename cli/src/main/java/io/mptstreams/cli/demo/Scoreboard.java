package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Prediction;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What was sent against what came back. Every event is judged by the prediction that was made
 * before its label was given. Belongs to the demo's thread.
 */
final class Scoreboard {

  private static final long LONGEST_MICROS = 3_600_000_000L;

  private final Map<String, EventOutcome> outcomes = new LinkedHashMap<>();
  private final Map<String, TaskTally> tasks = new LinkedHashMap<>();
  private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
  private final Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
  private int predicted;
  private int duplicates;
  private long firstSentNanos;
  private long lastPredictedNanos;

  Scoreboard(Collection<String> taskNames) {
    taskNames.forEach(name -> tasks.put(name, new TaskTally()));
  }

  void sent(DemoEvent event, long nanos) {
    if (outcomes.isEmpty()) {
      firstSentNanos = nanos;
    }
    EventOutcome outcome = new EventOutcome(event, nanos);
    outcomes.put(event.id(), outcome);
    tasks.get(event.task()).sent(outcome);
  }

  /** The event that it speaks of, if this is its first prediction. */
  Optional<DemoEvent> predicted(Prediction prediction, long nanos) {
    EventOutcome outcome = outcomes.get(prediction.eventId());
    if (outcome == null) {
      return Optional.empty();
    }
    boolean first = !outcome.isPredicted();
    outcome.predicted(prediction);
    if (!first) {
      duplicates++;
      return Optional.empty();
    }
    predicted++;
    lastPredictedNanos = nanos;
    long micros = Math.max(0, (nanos - outcome.sentAtNanos()) / 1_000);
    latencyMicros.recordValue(Math.min(micros, LONGEST_MICROS));
    return Optional.of(outcome.event());
  }

  /** Whether it is the first refusal of an event that was sent. */
  boolean refused(String eventId, ErrorCode code) {
    EventOutcome outcome = outcomes.get(eventId);
    if (outcome == null || outcome.isRefused()) {
      return false;
    }
    outcome.refuse();
    refused.merge(code, 1, Integer::sum);
    return true;
  }

  void labelled(DemoEvent event) {
    tasks.get(event.task()).labelled();
  }

  TaskTally task(String name) {
    return tasks.get(name);
  }

  Map<String, TaskTally> tasks() {
    return tasks;
  }

  int events() {
    return outcomes.size();
  }

  int predictions() {
    return predicted;
  }

  int duplicates() {
    return duplicates;
  }

  /** Events that became dead letters or were too large to be sent, by reason. */
  Map<ErrorCode, Integer> refused() {
    return refused;
  }

  int outstanding() {
    return outcomes.size()
        - predicted
        - refused.values().stream().mapToInt(Integer::intValue).sum();
  }

  Percentiles latency() {
    return new Percentiles(
        latencyMicros.getValueAtPercentile(50) / 1e3, latencyMicros.getValueAtPercentile(99) / 1e3);
  }

  /** From the first event sent to the last prediction seen. */
  double eventsPerSecond() {
    double seconds = (lastPredictedNanos - firstSentNanos) / 1e9;
    return seconds <= 0 ? 0 : predicted / seconds;
  }

  /** All tasks' events that were predicted, in the order sent. */
  List<DemoEvent> predictedInOrder() {
    return outcomes.values().stream()
        .filter(EventOutcome::isPredicted)
        .map(EventOutcome::event)
        .toList();
  }
}
