package io.mptstreams.streams.score;

/**
 * The engine does not answer anything: no fault of the event, so no dead letter. The stream thread
 * fails and the event is read again.
 */
public final class EngineUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
