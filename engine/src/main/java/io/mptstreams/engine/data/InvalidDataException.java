package io.mptstreams.engine.data;

/** A task folder holds something that cannot be used; the message names file and line. */
public final class InvalidDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidDataException(String message) {
    super(message);
  }

  public InvalidDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
