package io.mptstreams.local.registry;

import io.mptstreams.local.registry.store.SchemaLogSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the registry listens and where it keeps its schemas.
 *
 * @param bootstrapServers of the brokers
 * @param host address to listen on; one that is not loopback needs {@code allowRemote}
 * @param port 0 takes a free one
 * @param allowRemote other machines may reach it; it asks nobody who he is
 * @param topic compacted topic, shared by all instances of one registry
 * @param replication copies of the topic when it is made
 * @param timeout after which a request that waits for the brokers is given up
 * @param kafka further settings of the Kafka clients
 */
public record RegistrySettings(
    String bootstrapServers,
    String host,
    int port,
    boolean allowRemote,
    String topic,
    short replication,
    Duration timeout,
    Map<String, String> kafka) {

  public RegistrySettings {
    kafka = Map.copyOf(kafka);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("registry.port must be 0 to 65535, was " + port);
    }
    if (!allowRemote && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "registry.host must be a loopback address unless other machines are allowed, was \""
              + host
              + "\"");
    }
  }

  /** On a free port of the loopback address, for a single broker. */
  public static RegistrySettings local(String bootstrapServers) {
    return new RegistrySettings(
        bootstrapServers,
        "127.0.0.1",
        0,
        false,
        "_schemas",
        (short) 1,
        Duration.ofSeconds(30),
        Map.of());
  }

  /** The same on another port. */
  public RegistrySettings withPort(int other) {
    return new RegistrySettings(
        bootstrapServers, host, other, allowRemote, topic, replication, timeout, kafka);
  }

  /** The same with another topic. */
  public RegistrySettings withTopic(String other) {
    return new RegistrySettings(
        bootstrapServers, host, port, allowRemote, other, replication, timeout, kafka);
  }

  SchemaLogSettings log() {
    Map<String, String> client = new HashMap<>(kafka);
    client.put("bootstrap.servers", bootstrapServers);
    return new SchemaLogSettings(topic, replication, timeout, client);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("registry.host is unknown: \"" + host + "\"", e);
    }
  }
}
