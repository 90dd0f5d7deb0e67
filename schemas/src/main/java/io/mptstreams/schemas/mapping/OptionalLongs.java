package io.mptstreams.schemas.mapping;

import java.util.OptionalLong;

/** Avro's nullable long is a boxed one; the domain has {@link OptionalLong}. */
final class OptionalLongs {

  private OptionalLongs() {}

  static Long orNull(OptionalLong value) {
    return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
  }

  static OptionalLong ofNullable(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
