package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import io.mptstreams.cli.task.TaskFile;
import io.mptstreams.schemas.record.TaskDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What tasks there are. */
@Command(
    name = "task",
    mixinStandardHelpOptions = true,
    description = "Register, list, show or remove tasks.",
    subcommands = {
      TaskCommand.Add.class,
      TaskCommand.ListAll.class,
      TaskCommand.Show.class,
      TaskCommand.Remove.class
    })
final class TaskCommand extends CommandGroup {

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description =
          "Register tasks, or replace their definitions. It is served as soon as a scorer reads it.")
  static final class Add implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "task.json, or its folder.")
    private List<Path> files = List.of();

    @Option(names = "--own-topic", description = "Create the event topic of each task as well.")
    private boolean ownTopic;

    @Override
    public Integer call() {
      Instant now = Instant.now();
      List<TaskDefinition> tasks = files.stream().map(file -> TaskFile.read(file, now)).toList();
      try (Cluster cluster = Cluster.open(Connection.from(config.values()));
          RecordSender sender = new RecordSender(cluster)) {
        for (TaskDefinition task : tasks) {
          if (ownTopic) {
            new TopicAdmin(cluster).apply(List.of(cluster.topics().events(task.name())));
          }
          sender.sendAndWait(cluster.topics().tasks(), task.name(), task);
          output.result(task, () -> List.of("registered " + task.name()));
        }
      }
      return ExitCode.OK.number();
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "The registered tasks.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
      try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
        Map<String, TaskDefinition> tasks =
            new TopicContents(cluster).latest(cluster.topics().tasks());
        output.result(
            tasks.values(),
            () -> {
              Table table = new Table("TASK", "KIND", "LABELS", "PINNED", "INSTRUCTION");
              tasks.values().forEach(t -> table.row(cells(t)));
              return table.lines();
            });
      }
      return ExitCode.OK.number();
    }

    private static Object[] cells(TaskDefinition t) {
      return new Object[] {
        t.name(),
        t.kind().name().toLowerCase(Locale.ROOT),
        t.labels().size(),
        t.pinnedVersion().isPresent() ? t.pinnedVersion().getAsLong() : "-",
        t.instruction()
      };
    }
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "One task's definition.")
  static final class Show implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "TASK")
    private String name;

    @Override
    public Integer call() {
      try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
        TaskDefinition task = find(cluster, name);
        output.result(task, () -> lines(task));
      }
      return ExitCode.OK.number();
    }

    private static List<String> lines(TaskDefinition task) {
      List<String> lines = new ArrayList<>();
      lines.add(task.name() + " (" + task.kind().name().toLowerCase(Locale.ROOT) + ")");
      lines.add(task.instruction());
      task.labels().forEach(l -> lines.add("  " + l.name() + ": " + l.phrase()));
      task.threshold().ifPresent(t -> lines.add("to review under a confidence of " + t));
      task.pinnedVersion().ifPresent(v -> lines.add("pinned to version " + v));
      return lines;
    }
  }

  @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a task.")
  static final class Remove implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "TASK")
    private String name;

    @Override
    public Integer call() {
      try (Cluster cluster = Cluster.open(Connection.from(config.values()));
          RecordSender sender = new RecordSender(cluster)) {
        find(cluster, name);
        sender.sendAndWait(cluster.topics().tasks(), name, null);
        output.result(Map.of("removed", name), () -> List.of("removed " + name));
      }
      return ExitCode.OK.number();
    }
  }

  /** The definition of a task that must be there. */
  static TaskDefinition find(Cluster cluster, String name) {
    return new TopicContents(cluster)
        .latest(cluster.topics().tasks(), name)
        .orElseThrow(() -> CommandException.failed("no task \"" + name + "\" is registered"));
  }
}
