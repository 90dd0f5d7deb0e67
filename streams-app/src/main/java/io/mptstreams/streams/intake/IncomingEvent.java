package io.mptstreams.streams.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event that can be read, with a text that is worth reading and at least one task.
 *
 * @param tasks distinct, in the order in which they were named
 */
public record IncomingEvent(
    String id, String text, Optional<String> textPair, List<String> tasks, Instant occurredAt) {

  public IncomingEvent {
    tasks = List.copyOf(tasks);
  }
}
