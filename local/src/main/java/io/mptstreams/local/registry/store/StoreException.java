package io.mptstreams.local.registry.store;

/** The log could not be read or written; whether a write happened may be unknown. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
