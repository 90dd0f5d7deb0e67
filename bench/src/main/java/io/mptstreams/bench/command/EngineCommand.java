package io.mptstreams.bench.command;

import io.mptstreams.bench.engine.EngineBench;
import io.mptstreams.bench.engine.EngineBenchOptions;
import io.mptstreams.bench.engine.EngineBenchReport;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The engine against the machine and its peers. A goal that is missed is a result, no failure. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = "Measure the engine against ONNX Runtime, PEFT and the machine's own rate.")
final class EngineCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--threads",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      description = "Threads (default: all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--rounds",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "200",
      description = "Most rounds a shape; the best counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      converter = Bounded.Time.class,
      paramLabel = "N",
      defaultValue = "10",
      description = "Time for a shape, at least three rounds (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--quick", description = "Four small shapes only.")
  private boolean quick;

  @Option(
      names = "--cpu-clock",
      description = "Count processor time, for a busy machine; with --threads 1, without the bank.")
  private boolean cpuClock;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of task folders with a test.jsonl, for texts (default: the demo's).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--peft",
      converter = Bounded.Time.class,
      paramLabel = "MS",
      description = "What bench/peers/peft_step.py printed on this machine.")
  private Optional<Double> peft = Optional.empty();

  @Override
  public Integer call() {
    try (Interruptible signal = Interruptible.begin(BenchCommand.PATIENCE)) {
      EngineBenchReport report = EngineBench.run(options(), output::say);
      output.result(report, () -> lines(report));
      return ExitCode.OK.number();
    }
  }

  private EngineBenchOptions options() {
    try {
      return new EngineBenchOptions(threads, rounds, seconds, quick, cpuClock, data, peft);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  static List<String> lines(EngineBenchReport report) {
    Table rows = new Table("MEASURED", "SHAPE", "MS", "PEER MS", "RATIO");
    report
        .rows()
        .forEach(
            r ->
                rows.row(
                    r.what(),
                    r.shape(),
                    "%.2f".formatted(r.millis()),
                    r.peerMillis().isPresent()
                        ? "%.2f".formatted(r.peerMillis().getAsDouble())
                        : "-",
                    r.peerMillis().isPresent() ? "%.2f".formatted(r.ratio()) : "-"));
    List<String> lines = new ArrayList<>(List.of(report.conditions(), ""));
    lines.addAll(rows.lines());
    lines.add("");
    lines.addAll(ChecksTable.lines(report.checks()));
    return lines;
  }
}
