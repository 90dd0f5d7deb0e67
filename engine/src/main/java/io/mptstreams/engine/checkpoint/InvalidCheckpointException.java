package io.mptstreams.engine.checkpoint;

/** A file is not what it should be; the message says what was expected. */
public final class InvalidCheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidCheckpointException(String message) {
    super(message);
  }

  public InvalidCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
