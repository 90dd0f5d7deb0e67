package io.mptstreams.trainer;

/** Why a trainer cannot start, in one line for whoever started it. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
