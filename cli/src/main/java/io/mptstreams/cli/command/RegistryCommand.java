package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.Lifetime;
import io.mptstreams.cli.option.LifetimeOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.local.registry.EmbeddedRegistry;
import io.mptstreams.local.registry.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The registry of {@code mpt local} beside brokers that are there already. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run a schema registry, which keeps its schemas on the Kafka cluster, until stopped.",
      "Several may run on one topic. It asks nobody who he is."
    })
final class RegistryCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private LifetimeOptions lifetime = new LifetimeOptions();

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8081",
      description = "0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--allow-remote",
      description = "Needed for an address that other machines can reach.")
  private boolean allowRemote;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      defaultValue = "_schemas",
      description = "Compacted topic, made if need be (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Override
  public Integer call() {
    Connection connection = Connection.from(config.values());
    try (Lifetime life = lifetime.begin();
        EmbeddedRegistry registry = EmbeddedRegistry.start(settings(connection))) {
      output.result(
          Map.of("schema_registry", registry.url()),
          () -> List.of("registry  " + registry.url(), "Ctrl-C stops it."));
      life.await();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
    return ExitCode.OK.number();
  }

  private RegistrySettings settings(Connection connection) {
    try {
      return new RegistrySettings(
          connection.bootstrapServers(),
          host,
          port,
          allowRemote,
          topic,
          connection.topics().replication(),
          PATIENCE,
          connection.kafka());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage() + "; see --host, --port and --allow-remote");
    }
  }
}
