package io.mptstreams.cli.config;

import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.serde.SerdeKeys;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.trainer.TrainerSettings;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The keys of all programs. They are not listed here: each program's settings are read once from
 * nothing, and the keys that they ask for, with the values they fall back on, are the catalogue.
 */
public final class KnownKeys {

  private static final Set<String> CLIENT_PREFIXES =
      Set.of("kafka.", "schema.registry.", "basic.auth.", "bearer.auth.");

  private static final Map<String, String> CLIENT_KEYS =
      Map.of(
          "kafka.bootstrap.servers", Connection.LOCAL_BOOTSTRAP_SERVERS,
          "schema.registry.url", Connection.LOCAL_REGISTRY,
          "auto.register.schemas", "true",
          "use.latest.version", "false",
          "value.subject.name.strategy", "TopicNameStrategy");

  private KnownKeys() {}

  /** Everything that a configuration file may hold. */
  public static ConfigCatalogue all() {
    return new ConfigCatalogue(CLIENT_KEYS, CLIENT_PREFIXES)
        .and(readBy(ScorerSettings::from))
        .and(readBy(TrainerSettings::from))
        .and(readBy(SerdeKeys::select));
  }

  private static ConfigCatalogue readBy(Consumer<ConfigValues> reader) {
    ConfigValues values = new ConfigValues(Connection.withLocalDefaults(Map.of()));
    reader.accept(values);
    return new ConfigCatalogue(values.knownKeys(), values.knownPrefixes());
  }
}
