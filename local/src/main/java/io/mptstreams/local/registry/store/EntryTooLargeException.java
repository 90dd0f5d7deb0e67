package io.mptstreams.local.registry.store;

/** A change is larger than the log takes; nothing was written. */
public final class EntryTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EntryTooLargeException(String message, Throwable cause) {
    super(message, cause);
  }
}
