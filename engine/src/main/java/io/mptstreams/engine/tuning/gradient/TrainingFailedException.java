package io.mptstreams.engine.tuning.gradient;

/** A training cannot go on; the message says what was seen and what may help. */
public final class TrainingFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message) {
    super(message);
  }
}
