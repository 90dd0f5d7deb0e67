package io.mptstreams.schemas.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A flat map of dotted keys, read key by key. What was read is remembered, so that {@link
 * #rejectUnknown()} can find the keys that nobody asked for. Used by one thread, at start.
 */
public final class ConfigValues {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

  private final Map<String, String> values;
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Set<String> knownPrefixes = new LinkedHashSet<>();

  public ConfigValues(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /** The value, or empty when the key is absent or blank. */
  public Optional<String> optional(String key) {
    known.putIfAbsent(key, "");
    return Optional.ofNullable(values.get(key)).map(String::trim).filter(value -> !value.isEmpty());
  }

  /** The value of a key that must be there. */
  public String required(String key) {
    return optional(key).orElseThrow(() -> new ConfigException(key, null, "is missing"));
  }

  public String string(String key, String fallback) {
    known.put(key, fallback);
    return optional(key).orElse(fallback);
  }

  public int integer(String key, int fallback) {
    return read(key, fallback, Integer::valueOf, "must be a whole number");
  }

  public long longValue(String key, long fallback) {
    return read(key, fallback, Long::valueOf, "must be a whole number");
  }

  /** A finite number. */
  public double decimal(String key, double fallback) {
    return read(key, fallback, ConfigValues::parseDecimal, "must be a number");
  }

  public boolean bool(String key, boolean fallback) {
    return read(key, fallback, ConfigValues::parseBool, "must be true or false");
  }

  /** A number with a unit: 250ms, 30s, 5m, 2h, 7d. */
  public Duration duration(String key, Duration fallback) {
    return read(
        key, fallback, ConfigValues::parseDuration, "must be a duration such as 250ms, 30s or 5m");
  }

  public Path path(String key, Path fallback) {
    return read(key, fallback, Path::of, "must be a path");
  }

  /** All values under a prefix, without it; every key under it counts as known. */
  public Map<String, String> withPrefix(String prefix) {
    knownPrefixes.add(prefix);
    Map<String, String> rest = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            rest.put(key.substring(prefix.length()), value);
          }
        });
    return rest;
  }

  /**
   * To be called when everything has been read.
   *
   * @throws ConfigException for the first key that nobody read, with the nearest known one
   */
  public void rejectUnknown() {
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String key = entry.getKey();
      if (!known.containsKey(key) && knownPrefixes.stream().noneMatch(key::startsWith)) {
        String nearest =
            NearestKey.to(key, known.keySet()).map(k -> " (did you mean " + k + "?)").orElse("");
        throw new ConfigException(key, entry.getValue(), "is not a known key" + nearest);
      }
    }
  }

  /** Every key that was read so far, with its fallback as text; empty where there is none. */
  public Map<String, String> knownKeys() {
    return Map.copyOf(known);
  }

  /** Every prefix that was read so far. */
  public Set<String> knownPrefixes() {
    return Set.copyOf(knownPrefixes);
  }

  private <T> T read(String key, T fallback, Function<String, T> parse, String problem) {
    known.put(key, fallback instanceof Duration duration ? text(duration) : fallback.toString());
    Optional<String> value = optional(key);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      return parse.apply(value.get());
    } catch (NumberFormatException | InvalidPathException | ArithmeticException e) {
      throw new ConfigException(key, value.get(), problem);
    }
  }

  private static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000 == 0 && millis > 0) {
      return duration.toDays() + "d";
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return duration.toMinutes() + "m";
    }
    return millis % 1_000 == 0 ? duration.toSeconds() + "s" : millis + "ms";
  }

  private static boolean parseBool(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NumberFormatException(value);
    };
  }

  private static double parseDecimal(String value) {
    double number = Double.parseDouble(value);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(value);
    }
    return number;
  }

  private static Duration parseDuration(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new NumberFormatException(value);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
