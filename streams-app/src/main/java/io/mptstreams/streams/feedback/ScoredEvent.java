package io.mptstreams.streams.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of an event for the feedback that may come: its text, and for each of its
 * tasks the prediction and the label that was joined last.
 *
 * @param occurredAt milliseconds since the epoch
 * @param scoredAt milliseconds since the epoch
 */
public record ScoredEvent(
    String eventId,
    String text,
    Optional<String> textPair,
    long occurredAt,
    long scoredAt,
    List<TaskEntry> tasks) {

  public ScoredEvent {
    tasks = List.copyOf(tasks);
  }

  /**
   * One task's part.
   *
   * @param predicted what was predicted; empty for feedback that brought its own text
   * @param joined the label that went to the examples; empty before the first
   */
  public record TaskEntry(String task, Optional<Predicted> predicted, Optional<Joined> joined) {}

  /**
   * A prediction.
   *
   * @param label empty for a generation task
   */
  public record Predicted(Optional<String> label, long version, float confidence) {}

  /**
   * A label that was joined.
   *
   * @param givenAt milliseconds since the epoch
   */
  public record Joined(String label, long givenAt) {}

  Optional<TaskEntry> entry(String task) {
    return tasks.stream().filter(entry -> entry.task().equals(task)).findFirst();
  }

  /** With one task's entry replaced or added. */
  ScoredEvent with(TaskEntry changed) {
    List<TaskEntry> all = new ArrayList<>(tasks);
    all.removeIf(entry -> entry.task().equals(changed.task()));
    all.add(changed);
    return new ScoredEvent(eventId, text, textPair, occurredAt, scoredAt, all);
  }

  /**
   * With what a later record of the same event id adds. The first prediction stays: it is the one
   * that was made before any label was known. If the texts differ, producers used one id for two
   * events: the later one takes the place of the earlier, since a label would be learned with a
   * text that it was not given for. Feedback that brought its own text is no event.
   */
  ScoredEvent merge(ScoredEvent later) {
    Optional<String> pair = textPair.or(later::textPair);
    boolean sameTexts = text.equals(later.text) && later.textPair.or(this::textPair).equals(pair);
    if (!sameTexts && tasks.stream().anyMatch(entry -> entry.predicted().isPresent())) {
      return later;
    }
    ScoredEvent merged = new ScoredEvent(eventId, text, pair, occurredAt, scoredAt, tasks);
    for (TaskEntry entry : later.tasks()) {
      Optional<TaskEntry> mine = entry(entry.task());
      if (mine.isEmpty()) {
        merged = merged.with(entry);
      } else if (mine.get().predicted().isEmpty()) {
        merged = merged.with(new TaskEntry(entry.task(), entry.predicted(), mine.get().joined()));
      }
    }
    return merged;
  }
}
