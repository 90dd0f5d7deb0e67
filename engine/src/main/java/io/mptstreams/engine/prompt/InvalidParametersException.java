package io.mptstreams.engine.prompt;

/**
 * Numbers that cannot be a prompt or a task; the message names the tensor and what was expected.
 */
public final class InvalidParametersException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** What is wrong; the names are those of the product's error codes. */
  public enum Problem {
    NOT_FINITE,
    WRONG_SHAPE,
    WRONG_BACKBONE,
    WRONG_LABELS,
    UNKNOWN_SHARED_PROMPT
  }

  private final Problem problem;

  public InvalidParametersException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
