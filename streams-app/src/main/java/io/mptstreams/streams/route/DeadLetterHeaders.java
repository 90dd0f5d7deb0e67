package io.mptstreams.streams.route;

import java.util.List;

/**
 * The headers of a dead letter, all UTF-8 text. Key and value of the record are the refused bytes,
 * untouched, so that a replay can send them back as they were.
 */
public final class DeadLetterHeaders {

  /** An {@code ErrorCode}. */
  public static final String CODE = "mpt.error.code";

  /** What was wrong, for people. */
  public static final String MESSAGE = "mpt.error.message";

  /** The topic it came from. */
  public static final String TOPIC = "mpt.source.topic";

  /** The partition it came from, decimal. */
  public static final String PARTITION = "mpt.source.partition";

  /** The offset it came from, decimal. */
  public static final String OFFSET = "mpt.source.offset";

  /** The record's timestamp, milliseconds since the epoch, decimal. */
  public static final String TIMESTAMP = "mpt.source.timestamp";

  /** The task, where one of several tasks of an event refused it, or the event named one. */
  public static final String TASK = "mpt.task";

  /** All of them. */
  public static final List<String> ALL =
      List.of(CODE, MESSAGE, TOPIC, PARTITION, OFFSET, TIMESTAMP, TASK);

  private DeadLetterHeaders() {}
}
