package io.mptstreams.schemas.registry;

import org.apache.kafka.common.KafkaException;

/**
 * The registry answered, and said no. Asking again gives the same answer until somebody changes the
 * registry or the configuration.
 */
public final class RegistryException extends KafkaException {

  public static final int SUBJECT_NOT_FOUND = 40401;
  public static final int VERSION_NOT_FOUND = 40402;
  public static final int SCHEMA_NOT_FOUND = 40403;

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  public RegistryException(int status, int errorCode, String message) {
    super("the schema registry refused (HTTP %d, %d): %s".formatted(status, errorCode, message));
    this.status = status;
    this.errorCode = errorCode;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Confluent's error code; the HTTP status where the answer had none. */
  public int errorCode() {
    return errorCode;
  }

  /** The registry knows no such subject, version or schema: its own word, not a proxy's 404. */
  public boolean isNotFound() {
    return errorCode == SUBJECT_NOT_FOUND
        || errorCode == VERSION_NOT_FOUND
        || errorCode == SCHEMA_NOT_FOUND;
  }
}
