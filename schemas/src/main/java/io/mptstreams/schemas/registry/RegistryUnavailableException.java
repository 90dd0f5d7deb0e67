package io.mptstreams.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No registry gave an answer, after every retry. Nothing is known about the record that needed it:
 * it must be tried again and must never become a dead letter.
 */
public final class RegistryUnavailableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
