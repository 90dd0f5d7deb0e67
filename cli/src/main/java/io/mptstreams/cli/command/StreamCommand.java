package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.Lifetime;
import io.mptstreams.cli.option.LifetimeOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.streams.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The scorer, as a process. */
@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    description = "Score events and swap in new versions as they are published, until stopped.")
final class StreamCommand implements Callable<Integer> {

  private static final Duration READY_WITHIN = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private LifetimeOptions lifetime = new LifetimeOptions();

  @Override
  public Integer call() throws InterruptedException {
    ScorerSettings settings =
        ScorerSettings.from(new ConfigValues(Connection.withLocalDefaults(config.values())));
    try (Lifetime life = lifetime.begin();
        ScorerApp app = ScorerApp.start(settings, life::ending)) {
      life.awaitUntil(
          () -> app.view().ready() || hasStopped(app), new CompletableFuture<>(), READY_WITHIN);
      if (!hasStopped(app)) {
        output.result(
            Map.of("ready", true, "http_port", app.httpPort().orElse(-1)),
            () -> List.of("the scorer is ready"));
      }
      while (!life.ending()) {
        if (app.awaitStopped(BETWEEN_LOOKS) && !life.ending()) {
          throw CommandException.failed("the stream has stopped by itself; the log says why");
        }
      }
    } catch (StartException e) {
      throw new CommandException(ExitCode.FAILED, e.getMessage(), e);
    }
    return ExitCode.OK.number();
  }

  private static boolean hasStopped(ScorerApp app) {
    try {
      return app.awaitStopped(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
