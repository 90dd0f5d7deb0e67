package io.mptstreams.cli.config;

import io.mptstreams.cli.FileProblem;
import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.NearestKey;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Resolves settings in this order, later layers winning: the programs' defaults; the properties
 * file; environment variables MPT_...; the command line. An unknown key in any of them is refused
 * with the nearest known one.
 */
public final class ConfigStack {

  /** Variables that steer the start script and name no key. */
  private static final Set<String> RESERVED =
      Set.of("MPT_JAVA_OPTS", "MPT_MAVEN_ARGS", "MPT_CACHE", "MPT_CONFIG");

  private final ConfigCatalogue catalogue;
  private final Map<String, ConfigSetting> settings = new TreeMap<>();

  public ConfigStack(ConfigCatalogue catalogue) {
    this.catalogue = catalogue;
    catalogue
        .defaults()
        .forEach(
            (key, value) -> settings.put(key, new ConfigSetting(key, value, ConfigLayer.DEFAULT)));
  }

  /** Lays a properties file over what is there. */
  public ConfigStack file(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw unreadable(file, FileProblem.of(e));
    } catch (IllegalArgumentException e) {
      throw unreadable(file, e.getMessage());
    }
    properties
        .stringPropertyNames()
        .forEach(key -> put(key, properties.getProperty(key), ConfigLayer.FILE));
    return this;
  }

  /** Lays the variables that begin with MPT_ over what is there. */
  public ConfigStack environment(Map<String, String> variables) {
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              if (name.startsWith("MPT_") && !RESERVED.contains(name)) {
                put(keyOf(name, value), value, ConfigLayer.ENVIRONMENT);
              }
            });
    return this;
  }

  /** Lays the command line's values over what is there. */
  public ConfigStack commandLine(Map<String, String> values) {
    values.forEach((key, value) -> put(key, value, ConfigLayer.COMMAND_LINE));
    return this;
  }

  /** What holds, by key. */
  public List<ConfigSetting> settings() {
    return List.copyOf(settings.values());
  }

  /** What somebody set, without the defaults, which the programs know themselves. */
  public Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    settings.values().stream()
        .filter(setting -> setting.layer() != ConfigLayer.DEFAULT)
        .forEach(setting -> values.put(setting.key(), setting.value()));
    return values;
  }

  private void put(String key, String value, ConfigLayer layer) {
    if (!catalogue.knows(key)) {
      throw new ConfigException(
          key, value, "(" + layer.title() + ") is not a known key" + hint(key));
    }
    settings.put(key, new ConfigSetting(key, value, layer));
  }

  private String keyOf(String variable, String value) {
    return catalogue
        .keyOf(variable)
        .orElseThrow(
            () -> {
              List<String> names =
                  catalogue.defaults().keySet().stream()
                      .map(ConfigCatalogue::environmentName)
                      .toList();
              String hint =
                  NearestKey.to(variable, names).map(n -> " (did you mean " + n + "?)").orElse("");
              return new ConfigException(
                  variable, value, "(environment) names no known key" + hint);
            });
  }

  private String hint(String key) {
    return NearestKey.to(key, catalogue.defaults().keySet())
        .map(nearest -> " (did you mean " + nearest + "?)")
        .orElse("");
  }

  private static ConfigException unreadable(Path file, String why) {
    return new ConfigException("--config", file.toString(), "cannot be read (" + why + ")");
  }
}
