package io.mptstreams.cli.kafka;

import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.topic.TopicSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * Which cluster, which registry and which topics.
 *
 * @param kafka what every Kafka client gets
 * @param serdes Confluent's keys for the registry client and the serializers
 */
public record Connection(
    Map<String, String> kafka, Map<String, String> serdes, TopicSettings topics) {

  /** Where {@code mpt local} listens. */
  public static final String LOCAL_BOOTSTRAP_SERVERS = "127.0.0.1:9092";

  /** Where {@code mpt local} answers for schemas. */
  public static final String LOCAL_REGISTRY = "http://127.0.0.1:8081";

  public Connection {
    kafka = Map.copyOf(kafka);
    serdes = Map.copyOf(serdes);
  }

  /**
   * Reads {@code kafka.*}, the registry's keys and {@code topics.*}; local where nothing is set.
   */
  public static Connection from(Map<String, String> values) {
    Map<String, String> all = withLocalDefaults(values);
    ConfigValues config = new ConfigValues(all);
    return new Connection(config.withPrefix("kafka."), all, TopicSettings.from(config));
  }

  /** The values with the addresses of the local stack where nothing names others. */
  public static Map<String, String> withLocalDefaults(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.putIfAbsent("kafka.bootstrap.servers", LOCAL_BOOTSTRAP_SERVERS);
    all.putIfAbsent("schema.registry.url", LOCAL_REGISTRY);
    return all;
  }

  /** For people and errors. */
  public String bootstrapServers() {
    return kafka.get("bootstrap.servers");
  }
}
