package io.mptstreams.cli.command;

import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.option.Lifetime;
import io.mptstreams.cli.option.LifetimeOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.local.LocalSettings;
import io.mptstreams.local.LocalStack;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A broker and a registry on this machine, for trying things. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    description =
        "Run a Kafka broker and a schema registry here until stopped. Their data stay in a folder.")
final class LocalCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private LifetimeOptions lifetime = new LifetimeOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".mpt/local",
      description = "Data folder (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "The first broker's port, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--registry-port",
      defaultValue = "8081",
      description = "The registry's port, 0 for any (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--brokers",
      defaultValue = "1",
      description = "1 to 3 (default: ${DEFAULT-VALUE}).")
  private int brokers;

  @Override
  public Integer call() {
    LocalSettings settings = new LocalSettings(data, brokers, port, registryPort);
    try (Lifetime life = lifetime.begin();
        LocalStack stack = LocalStack.start(settings)) {
      LocalAddresses addresses =
          new LocalAddresses(stack.bootstrapServers(), stack.registryUrl(), data.toString());
      output.result(
          addresses,
          () ->
              List.of(
                  "broker    " + addresses.bootstrapServers(),
                  "registry  " + addresses.schemaRegistry(),
                  "data      " + addresses.data(),
                  "Ctrl-C stops it."));
      life.await();
    }
    return ExitCode.OK.number();
  }

  /** What clients need. */
  record LocalAddresses(String bootstrapServers, String schemaRegistry, String data) {}
}
