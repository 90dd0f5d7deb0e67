package io.mptstreams.local.registry.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the log is.
 *
 * @param topic compacted, one partition; made when it is absent
 * @param replication copies of it when it is made
 * @param timeout after which a request that waits for the broker is given up
 * @param client settings for every Kafka client, {@code bootstrap.servers} among them
 */
public record SchemaLogSettings(
    String topic, short replication, Duration timeout, Map<String, String> client) {

  public SchemaLogSettings {
    client = Map.copyOf(client);
  }

  Map<String, Object> clientConfig(Map<String, String> more) {
    Map<String, Object> config = new HashMap<>(client);
    config.putAll(more);
    return config;
  }
}
