package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Tells from another deserializer's exception whether the record is bad or the registry is away.
 * Confluent's throws one class for both; the difference is in the causes, and the registry's error
 * code is in the text of one of them.
 */
final class ForeignErrors {

  private static final Pattern CODE = Pattern.compile("error code: ?(\\d{3,5})");

  private ForeignErrors() {}

  /** When nothing shows that the registry is to blame, the record is. */
  static RuntimeException sorted(SerializationException error) {
    if (error instanceof RecordRejectedException) {
      return error;
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (isNetwork(cause)) {
        return new RegistryUnavailableException("the registry does not answer: " + cause, error);
      }
      Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
      if (code.find()) {
        return byCode(Integer.parseInt(code.group(1)), cause.getMessage(), error);
      }
    }
    return new RecordRejectedException(ErrorCode.SCHEMA_MISMATCH, error.getMessage(), error);
  }

  private static boolean isNetwork(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof InterruptedIOException
        || cause instanceof SSLException;
  }

  private static RuntimeException byCode(int code, String message, SerializationException error) {
    int status = code < 1000 ? code : code / 100;
    RegistryException refusal = new RegistryException(status, code, message);
    if (refusal.isNotFound()) {
      return new RecordRejectedException(ErrorCode.UNKNOWN_SCHEMA, message, error);
    }
    return status >= 500 || status == 429
        ? new RegistryUnavailableException("the registry does not answer: " + message, error)
        : refusal;
  }
}
