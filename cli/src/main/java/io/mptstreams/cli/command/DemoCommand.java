package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.config.ConfigStack;
import io.mptstreams.cli.config.KnownKeys;
import io.mptstreams.cli.demo.DemoLauncher;
import io.mptstreams.cli.demo.DemoSettings;
import io.mptstreams.cli.demo.DemoSummary;
import io.mptstreams.cli.option.Lifetime;
import io.mptstreams.cli.option.LifetimeOptions;
import io.mptstreams.cli.option.OutputOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole loop on this machine, from nothing. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Score a stream of texts, give labels back, and watch the tasks learn: broker, registry, "
            + "scorer and trainer are started here and stopped at the end.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private LifetimeOptions lifetime = new LifetimeOptions();

  @Option(names = "--rate", paramLabel = "N", description = "Events a second.")
  private Double rate;

  @Option(
      names = "--feedback",
      paramLabel = "SHARE",
      defaultValue = "0.3",
      description = "Share of events whose label is given (default: ${DEFAULT-VALUE}).")
  private double feedback;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description = "From an event's prediction to its label (default: ${DEFAULT-VALUE}).")
  private Duration delay;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "A stream to play: JSON Lines of {\"task\", \"text\", \"label\", \"id\"}.")
  private Path data;

  @Option(
      names = "--tasks",
      paramLabel = "DIR",
      description = "The folder with a folder for each task of --data, holding its task.json.")
  private Path tasks;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Of the mix and of who gets a label (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--keep", description = "Keep the data folder and the logs.")
  private boolean keep;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting for scorer and trainer. May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Override
  public Integer call() {
    if ((data == null) != (tasks == null)) {
      throw CommandException.usage("--data and --tasks go together");
    }
    Map<String, String> overrides = new LinkedHashMap<>(DemoSettings.QUICK);
    overrides.putAll(new ConfigStack(KnownKeys.all()).commandLine(set).values());
    double perSecond = rate != null ? rate : DemoSettings.DEFAULT_RATE;
    DemoSettings settings = new DemoSettings(perSecond, feedback, delay, seed, keep, overrides);
    try (Lifetime life = lifetime.begin()) {
      DemoSummary summary =
          new DemoLauncher(settings, output)
              .launch(Optional.ofNullable(data), Optional.ofNullable(tasks), life::ending);
      output.result(summary, () -> DemoLauncher.lines(summary));
      return (life.ending() ? ExitCode.FAILED : ExitCode.OK).number();
    }
  }
}
