package io.mptstreams.bench.command;

import io.mptstreams.bench.trainer.TrainerBench;
import io.mptstreams.bench.trainer.TrainerBenchReport;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.cli.option.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The trainer with many tasks. A goal that is missed is a result, no failure. */
@Command(
    name = "trainer",
    mixinStandardHelpOptions = true,
    description = "Measure the trainer on an embedded broker: many tasks that all get labels.")
final class TrainerCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--tasks",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "100",
      description = "Tasks (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--labels",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "32",
      description = "Labels of a task in a round (default: ${DEFAULT-VALUE}).")
  private int labels;

  @Option(
      names = "--rounds",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() {
    try (Interruptible signal = Interruptible.begin(BenchCommand.PATIENCE)) {
      TrainerBenchReport report = new TrainerBench(tasks, labels, rounds).run(output::say);
      output.result(report, () -> lines(report));
      return ExitCode.OK.number();
    }
  }

  private static List<String> lines(TrainerBenchReport report) {
    List<String> lines = new ArrayList<>(List.of(report.conditions()));
    report.rounds().forEach(seconds -> lines.add("round: %.1f s".formatted(seconds)));
    lines.add("");
    lines.addAll(ChecksTable.lines(report.checks()));
    return lines;
  }
}
