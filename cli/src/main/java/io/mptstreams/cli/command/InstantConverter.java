package io.mptstreams.cli.command;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times in ISO 8601 with their offset from UTC: 2026-03-01T12:00:00Z. */
final class InstantConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "\"" + text + "\" is no time such as 2026-03-01T12:00:00Z or 2026-03-01T13:00:00+01:00");
    }
  }
}
