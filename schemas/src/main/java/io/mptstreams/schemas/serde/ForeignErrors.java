package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Tells from another serializer's exception whether the record is bad or the registry is away.
 * Confluent's throw one class for both; the difference is in the causes, and the registry's error
 * code is in the text of one of them.
 */
final class ForeignErrors {

  private static final Pattern CODE = Pattern.compile("error code: ?(\\d{3,5})");

  private ForeignErrors() {}

  /** When nothing shows that the registry is to blame, the record is. */
  static RuntimeException reading(SerializationException error) {
    if (error instanceof RecordRejectedException) {
      return error;
    }
    return registrys(error)
        .map(
            fault ->
                fault instanceof RegistryException refusal && refusal.isNotFound()
                    ? new RecordRejectedException(
                        ErrorCode.UNKNOWN_SCHEMA, refusal.getMessage(), error)
                    : fault)
        .orElseGet(
            () ->
                new RecordRejectedException(ErrorCode.SCHEMA_MISMATCH, error.getMessage(), error));
  }

  /** What this program writes is not bad: without a sign of the registry, the error stays. */
  static RuntimeException writing(SerializationException error) {
    return registrys(error).orElse(error);
  }

  private static Optional<RuntimeException> registrys(SerializationException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (isNetwork(cause) || (cause instanceof IOException && isRetrieval(error))) {
        return Optional.of(unavailable(cause.toString(), error));
      }
      Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
      if (code.find()) {
        return Optional.of(byCode(Integer.parseInt(code.group(1)), cause.getMessage(), error));
      }
    }
    return Optional.empty();
  }

  private static boolean isNetwork(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof InterruptedIOException
        || cause instanceof SSLException;
  }

  /** While a schema was fetched; input and output of any kind happen there with the registry. */
  private static boolean isRetrieval(SerializationException error) {
    return String.valueOf(error.getMessage()).startsWith("Error retrieving");
  }

  private static RuntimeException byCode(int code, String message, SerializationException error) {
    int status = code < 1000 ? code : code / 100;
    return status >= 500 || status == 429
        ? unavailable(message, error)
        : new RegistryException(status, code, message);
  }

  private static RegistryUnavailableException unavailable(String why, Exception error) {
    return new RegistryUnavailableException("the registry does not answer: " + why, error);
  }
}
