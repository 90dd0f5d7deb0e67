package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.ErrorCode;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A record that will never be readable, however often it is tried: it belongs into the dead
 * letters. An outage is never reported with this class; see {@code RegistryUnavailableException}.
 */
public final class RecordRejectedException extends SerializationException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public RecordRejectedException(ErrorCode code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code);
  }

  public RecordRejectedException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code);
  }

  /** Why. */
  public ErrorCode code() {
    return code;
  }

  /** Kafka's serialization errors leave the stack trace out; a rejected record is no defect. */
  @Override
  public String toString() {
    return code + ": " + getMessage();
  }
}
