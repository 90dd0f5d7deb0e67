package io.mptstreams.bench.command;

import io.mptstreams.bench.stream.StreamBench;
import io.mptstreams.bench.stream.StreamBenchOptions;
import io.mptstreams.bench.stream.StreamBenchPart;
import io.mptstreams.bench.stream.StreamBenchReport;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The stream against its peers. A goal that is missed is a result, no failure. */
@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    description =
        "Measure the scorer on an embedded broker against a plain topology and its engine.")
final class StreamCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Measure these parts only: ${COMPLETION-CANDIDATES}.")
  private Set<StreamBenchPart> parts = EnumSet.allOf(StreamBenchPart.class);

  @Option(
      names = "--rounds",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "5",
      description = "Interleaved rounds; the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--events",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "200000",
      description = "Events of a round without a model (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--joined",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "60000",
      description = "Feedback records of a round (default: ${DEFAULT-VALUE}).")
  private int joined;

  @Option(
      names = "--seconds",
      converter = Bounded.Time.class,
      paramLabel = "N",
      defaultValue = "10",
      description = "Time of each measurement with the model (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--tasks",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "10000",
      description = "Tasks to restore at start (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of task folders with a test.jsonl, for texts (default: the demo's).")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() {
    try (Interruptible signal = Interruptible.begin(BenchCommand.PATIENCE)) {
      StreamBenchReport report = StreamBench.run(options(), output::say);
      output.result(report, () -> lines(report));
      return ExitCode.OK.number();
    }
  }

  private StreamBenchOptions options() {
    try {
      return new StreamBenchOptions(parts, rounds, events, joined, seconds, tasks, data);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private static List<String> lines(StreamBenchReport report) {
    Table rows = new Table("MEASURED", "UNIT", "VALUE", "ROUNDS");
    report
        .rows()
        .forEach(
            r ->
                rows.row(
                    r.what(),
                    r.unit(),
                    "%.2f".formatted(r.value()),
                    r.rounds().stream()
                        .map(value -> "%.2f".formatted(value))
                        .collect(Collectors.joining(" "))));
    List<String> lines = new ArrayList<>(List.of(report.conditions(), ""));
    lines.addAll(rows.lines());
    lines.add("");
    lines.addAll(ChecksTable.lines(report.checks()));
    return lines;
  }
}
