package io.mptstreams.engine.backbone;

/**
 * A model that cannot be loaded as it is; the message names the file, the tensor or key, what was
 * expected and what was found.
 */
public final class InvalidBackboneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidBackboneException(String message) {
    super(message);
  }

  public InvalidBackboneException(String message, Throwable cause) {
    super(message, cause);
  }
}
