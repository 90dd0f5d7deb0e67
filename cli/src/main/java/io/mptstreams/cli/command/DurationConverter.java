package io.mptstreams.cli.command;

import io.mptstreams.schemas.config.ConfigValues;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;

/** Durations as in the configuration: 250ms, 2s, 5m. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return new ConfigValues(Map.of("duration", text)).duration("duration", Duration.ZERO);
  }
}
