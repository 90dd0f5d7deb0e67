package io.mptstreams.engine.data;

/** A file of data holds something that cannot be used; the message names the place. */
public final class InvalidDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidDataException(String message) {
    super(message);
  }

  public InvalidDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
