package io.mptstreams.cli.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every key there is, with its default as text, and the prefixes under which any key goes.
 *
 * @param defaults key to default; an empty text where there is none
 * @param prefixes such as "kafka.", whose keys are Kafka's own
 */
public record ConfigCatalogue(Map<String, String> defaults, Set<String> prefixes) {

  public ConfigCatalogue {
    defaults = new TreeMap<>(defaults);
    prefixes = new TreeSet<>(prefixes);
  }

  /** This and the keys of another. */
  public ConfigCatalogue and(ConfigCatalogue other) {
    Map<String, String> all = new TreeMap<>(other.defaults);
    all.putAll(defaults);
    Set<String> allPrefixes = new TreeSet<>(prefixes);
    allPrefixes.addAll(other.prefixes);
    return new ConfigCatalogue(all, allPrefixes);
  }

  /** Whether anybody reads the key. */
  public boolean knows(String key) {
    return defaults.containsKey(key) || prefixes.stream().anyMatch(key::startsWith);
  }

  /** "scoring.batch.max-size" is MPT_SCORING_BATCH_MAX_SIZE. */
  public static String environmentName(String key) {
    return "MPT_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * The key that an environment variable sets. Under a prefix every underscore is a dot, as in
   * MPT_KAFKA_BOOTSTRAP_SERVERS.
   */
  public Optional<String> keyOf(String variable) {
    for (String key : defaults.keySet()) {
      if (environmentName(key).equals(variable)) {
        return Optional.of(key);
      }
    }
    for (String prefix : prefixes) {
      String start = environmentName(prefix);
      if (variable.startsWith(start) && variable.length() > start.length()) {
        String rest = variable.substring(start.length()).toLowerCase(Locale.ROOT);
        return Optional.of(prefix + rest.replace('_', '.'));
      }
    }
    return Optional.empty();
  }
}
