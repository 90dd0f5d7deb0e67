package io.mptstreams.schemas.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A text to score.
 *
 * @param text the text, not checked here: an empty or oversized text is refused when it is scored
 * @param textPair the second text of a task on pairs
 * @param tasks the tasks named in the event itself; empty when the topic's suffix names the task
 * @param occurredAt when the event happened; empty when only the record's timestamp says so
 */
public record TextEvent(
    String text, Optional<String> textPair, List<String> tasks, Optional<Instant> occurredAt) {

  public TextEvent {
    tasks = List.copyOf(tasks);
  }

  /** The same for other tasks. */
  public TextEvent withTasks(List<String> others) {
    return new TextEvent(text, textPair, others, occurredAt);
  }

  /** The same, happened at that time. */
  public TextEvent withOccurredAt(Instant time) {
    return new TextEvent(text, textPair, tasks, Optional.of(time));
  }
}
