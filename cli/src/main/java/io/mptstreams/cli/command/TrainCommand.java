package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.Lifetime;
import io.mptstreams.cli.option.LifetimeOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.TrainerApp;
import io.mptstreams.trainer.TrainerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The trainer, as a process. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Learn from labelled events and publish better versions, until stopped.")
final class TrainCommand implements Callable<Integer> {

  private static final Duration READY_WITHIN = Duration.ofMinutes(10);

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private LifetimeOptions lifetime = new LifetimeOptions();

  @Override
  public Integer call() {
    Map<String, String> values = Connection.withLocalDefaults(config.values());
    Cluster.open(Connection.from(values)).close();
    TrainerSettings settings = TrainerSettings.from(new ConfigValues(values));
    try (Lifetime life = lifetime.begin();
        TrainerApp app = TrainerApp.start(settings)) {
      life.awaitUntil(app::ready, app.done(), READY_WITHIN);
      output.result(
          Map.of("ready", true, "status_port", app.statusPort().orElse(-1)),
          () -> List.of("the trainer is ready"));
      life.await(app.done());
    } catch (CompletionException e) {
      String why = e.getCause().getMessage();
      throw new CommandException(
          ExitCode.FAILED,
          "the trainer cannot go on: " + (why == null ? e.getCause().toString() : why),
          e.getCause());
    }
    return ExitCode.OK.number();
  }
}
