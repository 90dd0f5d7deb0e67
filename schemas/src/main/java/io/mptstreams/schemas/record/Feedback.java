package io.mptstreams.schemas.record;

import java.time.Instant;
import java.util.Optional;

/**
 * The true label of an event, by somebody who knows.
 *
 * @param task needed where the event had several tasks
 * @param label the label, or the reference text of a generation task
 * @param source who says so
 * @param text the event's text, for feedback that must not wait for its event
 * @param reason on the late topic only: why it was not joined
 */
public record Feedback(
    String eventId,
    Optional<String> task,
    String label,
    Optional<String> source,
    Optional<String> text,
    Optional<String> textPair,
    Optional<Instant> givenAt,
    Optional<ErrorCode> reason) {

  /** The same, given at that time. */
  public Feedback withGivenAt(Instant time) {
    return new Feedback(eventId, task, label, source, text, textPair, Optional.of(time), reason);
  }

  /** The same, not joined for that reason. */
  public Feedback withReason(ErrorCode why) {
    return new Feedback(eventId, task, label, source, text, textPair, givenAt, Optional.of(why));
  }
}
