package io.mptstreams.local.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where brokers keep their data and how many there are.
 *
 * @param dataFolder everything that outlives a restart: logs, metadata and the cluster id
 * @param brokers combined brokers and controllers, 1 to 3
 * @param port of the first broker on the loopback address, the next ones follow it; 0 takes free
 *     ports
 * @param overrides Kafka's own broker settings, which win over the ones made here
 */
public record BrokerSettings(
    Path dataFolder, int brokers, int port, Map<String, String> overrides) {

  public BrokerSettings {
    if (brokers < 1 || brokers > 3) {
      throw new IllegalArgumentException("local.brokers must be 1 to 3, was " + brokers);
    }
    if (port < 0 || port + brokers - 1 > 65535) {
      throw new IllegalArgumentException("local.port must be 0 to 65535, was " + port);
    }
    overrides = Map.copyOf(overrides);
  }

  /** One broker on a free port. */
  public static BrokerSettings in(Path dataFolder) {
    return new BrokerSettings(dataFolder, 1, 0, Map.of());
  }

  /** The same with another number of brokers. */
  public BrokerSettings withBrokers(int count) {
    return new BrokerSettings(dataFolder, count, port, overrides);
  }

  /** The same on another port. */
  public BrokerSettings withPort(int first) {
    return new BrokerSettings(dataFolder, brokers, first, overrides);
  }
}
