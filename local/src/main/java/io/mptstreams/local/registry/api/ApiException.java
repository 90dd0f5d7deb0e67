package io.mptstreams.local.registry.api;

/** A refusal, as the client is told. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ApiError error;

  ApiException(ApiError error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  /** The protocol's code for it. */
  public ApiError error() {
    return error;
  }
}
