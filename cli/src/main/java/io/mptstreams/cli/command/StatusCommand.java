package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import io.mptstreams.cli.status.TaskReport;
import io.mptstreams.cli.status.TaskReports;
import io.mptstreams.cli.status.TrainerAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How far every task is, from the topics and, where it answers, from the trainer. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "How far the tasks are: versions, verdicts, what the trainer waits for.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "0..1", paramLabel = "TASK", description = "One task instead of all.")
  private String task;

  @Option(
      names = "--trainer",
      paramLabel = "URL",
      description = "Where the trainer answers (default: what training.status.host and .port say).")
  private String trainer;

  @Override
  public Integer call() {
    Map<String, String> values = config.values();
    String url = trainer != null ? trainer : TrainerAnswers.url(values);
    TrainerAnswers answers = TrainerAnswers.ask(url);
    try (Cluster cluster = Cluster.open(Connection.from(values))) {
      List<TaskReport> reports =
          new TaskReports(cluster, answers)
              .all().stream().filter(r -> task == null || r.task().equals(task)).toList();
      if (task != null && reports.isEmpty()) {
        throw CommandException.failed("no task \"" + task + "\" is registered");
      }
      if (!answers.reached()) {
        output.say("no trainer answers at " + url + "; what follows is from the topics alone");
      }
      if (task != null) {
        output.result(reports.get(0), () -> paragraph(reports.get(0)));
      } else {
        output.result(reports, () -> table(reports));
      }
    }
    return ExitCode.OK.number();
  }

  private static List<String> table(List<TaskReport> reports) {
    Table table = new Table("TASK", "VERSION", "SERVES", "EXAMPLES", "LEARNING");
    reports.forEach(
        r -> table.row(r.task(), r.newestVersion(), r.serves(), r.examples(), r.learning()));
    return table.lines();
  }

  private static List<String> paragraph(TaskReport r) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: newest version %d, serves %s, from %d examples"
            .formatted(r.task(), r.newestVersion(), r.serves(), r.examples()));
    lines.add(r.learning());
    return lines;
  }
}
