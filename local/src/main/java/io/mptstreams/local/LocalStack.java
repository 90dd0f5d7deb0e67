package io.mptstreams.local;

import io.mptstreams.local.broker.BrokerSettings;
import io.mptstreams.local.broker.EmbeddedKafka;
import io.mptstreams.local.broker.PortTakenException;
import io.mptstreams.local.registry.EmbeddedRegistry;
import io.mptstreams.local.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Map;

/**
 * Brokers and a registry in this JVM, with everything they know in one folder. Started and closed
 * by one thread; the addresses may be read by any.
 */
public final class LocalStack implements AutoCloseable {

  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;

  private LocalStack(EmbeddedKafka kafka, EmbeddedRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  /**
   * Starts both and returns when they accept clients.
   *
   * @throws PortTakenException if one of their ports is taken
   */
  public static LocalStack start(LocalSettings settings) {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            new BrokerSettings(
                settings.dataFolder(), settings.brokers(), settings.port(), Map.of()));
    try {
      return new LocalStack(
          kafka,
          EmbeddedRegistry.start(
              RegistrySettings.local(kafka.bootstrapServers()).withPort(settings.registryPort())));
    } catch (BindException e) {
      kafka.close();
      throw new PortTakenException(settings.registryPort(), "registry");
    } catch (IOException e) {
      kafka.close();
      throw new UncheckedIOException("cannot start the registry: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public String registryUrl() {
    return registry.url();
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
