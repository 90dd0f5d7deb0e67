package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What versions a task had, who made them, and which one serves. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "List, show, pin or unpin the versions of a task.",
    subcommands = {
      VersionsCommand.ListAll.class,
      VersionsCommand.Show.class,
      VersionsCommand.Pin.class,
      VersionsCommand.Unpin.class
    })
final class VersionsCommand extends CommandGroup {

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every verdict on a task, oldest first.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "TASK")
    private String task;

    @Override
    public Integer call() {
      try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
        List<LedgerEntry> entries = story(cluster, task);
        output.result(
            entries,
            () -> {
              Table table = new Table("AT", "WHAT", "VERSION", "AGAINST", "EXAMPLES", "REASON");
              entries.forEach(e -> table.row(cells(e)));
              return table.lines();
            });
      }
      return ExitCode.OK.number();
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Who made a version, when, why and from what.")
  static final class Show implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "TASK")
    private String task;

    @Parameters(index = "1", paramLabel = "N")
    private long version;

    @Override
    public Integer call() {
      try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
        List<LedgerEntry> entries =
            story(cluster, task).stream()
                .filter(e -> e.version().equals(OptionalLong.of(version)))
                .toList();
        if (entries.isEmpty() && version != 1) {
          throw CommandException.failed(
              "the ledger has no version " + version + " of \"" + task + "\"");
        }
        output.result(
            entries,
            () ->
                version == 1
                    ? List.of("version 1 is the start from the label phrases")
                    : entries.stream().map(VersionsCommand::paragraph).toList());
      }
      return ExitCode.OK.number();
    }
  }

  @Command(
      name = "pin",
      mixinStandardHelpOptions = true,
      description = "Serve a version, whatever is newer.")
  static final class Pin implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "TASK")
    private String task;

    @Parameters(index = "1", paramLabel = "N")
    private long version;

    @Override
    public Integer call() {
      if (version < 1) {
        throw CommandException.usage("a version is 1 or more, was " + version);
      }
      return pin(config, output, task, OptionalLong.of(version));
    }
  }

  @Command(
      name = "unpin",
      mixinStandardHelpOptions = true,
      description = "Serve the newest version again.")
  static final class Unpin implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "TASK")
    private String task;

    @Override
    public Integer call() {
      return pin(config, output, task, OptionalLong.empty());
    }
  }

  private static int pin(
      ConfigOptions config, OutputOptions output, String name, OptionalLong version) {
    try (Cluster cluster = Cluster.open(Connection.from(config.values()));
        RecordSender sender = new RecordSender(cluster)) {
      TaskDefinition t = TaskCommand.find(cluster, name);
      TaskDefinition changed =
          new TaskDefinition(
              t.name(),
              t.kind(),
              t.labels(),
              t.instruction(),
              t.threshold(),
              t.acceptsFeedback(),
              version,
              Instant.now(),
              t.trial());
      sender.sendAndWait(cluster.topics().tasks(), name, changed);
      output.result(
          changed,
          () ->
              List.of(
                  version.isPresent()
                      ? name + " is pinned to version " + version.getAsLong()
                      : name + " serves its newest version"));
    }
    return ExitCode.OK.number();
  }

  private static List<LedgerEntry> story(Cluster cluster, String task) {
    return new TopicContents(cluster)
        .all(cluster.topics().ledger()).stream()
            .map(ConsumerRecord::value)
            .filter(e -> e != null && e.task().equals(task))
            .toList();
  }

  private static Object[] cells(LedgerEntry e) {
    return new Object[] {
      e.at(), e.kind(), number(e.version()), number(e.champion()), e.exampleIds().size(), e.reason()
    };
  }

  private static String paragraph(LedgerEntry e) {
    String figures =
        e.metrics().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(m -> m.getKey() + " " + m.getValue())
            .collect(Collectors.joining(", "));
    return "%s  %s by %s, set off by %s: %s%n  against version %s, from %d examples, digest %s%n  %s"
        .formatted(
            e.at(),
            e.kind(),
            e.instance(),
            e.trigger().isEmpty() ? "itself" : e.trigger(),
            e.reason(),
            number(e.champion()),
            e.exampleIds().size(),
            e.digest().orElse("-"),
            figures);
  }

  private static String number(OptionalLong version) {
    return version.isPresent() ? Long.toString(version.getAsLong()) : "-";
  }
}
