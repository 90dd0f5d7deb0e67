package io.mptstreams.trainer.buffer;

import io.mptstreams.schemas.record.Example;

/**
 * An example in a buffer.
 *
 * @param position where its latest label stands in the task's example log; grows along the log
 * @param validates it is never trained on
 */
public record HeldExample(Example example, long position, boolean validates) {

  /** The event's id. */
  public String id() {
    return example.eventId();
  }

  /** The latest label. */
  public String label() {
    return example.label();
  }

  /** Who labelled it; the empty string if nobody says. */
  public String source() {
    return example.source().orElse("");
  }
}
