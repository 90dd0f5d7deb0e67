package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.ErrorCode;
import java.util.Optional;

/** Error codes travel as strings, so that an old reader survives a code it has never heard of. */
final class ErrorCodes {

  private ErrorCodes() {}

  static String write(Optional<ErrorCode> code) {
    return code.map(Enum::name).orElse(null);
  }

  /** Empty for no code and for a code of a newer program. */
  static Optional<ErrorCode> read(String name) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
