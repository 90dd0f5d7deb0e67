package io.mptstreams.cli.command;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as in the configuration: 250ms, 2s, 5m. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return new ConfigValues(Map.of("duration", text)).duration("duration", Duration.ZERO);
    } catch (ConfigException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
