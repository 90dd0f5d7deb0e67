package io.mptstreams.engine.scoring;

/** One request could not be scored; others are not touched. */
public final class ScoringException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why; the names are those of the product's error codes. */
  public enum Reason {
    EMPTY_TEXT,
    INVALID_UNICODE,
    TEXT_TOO_LARGE,
    MISSING_TEXT_PAIR,
    UNKNOWN_TASK,
    DEADLINE_EXCEEDED,
    ENGINE_FAILED
  }

  private final Reason reason;

  public ScoringException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public ScoringException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
