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
import io.mptstreams.cli.versions.VersionDesk;
import io.mptstreams.cli.versions.VersionLog;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.Trial;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What versions a task had, who made them, and which one serves. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "List, show, pin, unpin, roll back or try out the versions of a task.",
    subcommands = {
      VersionsCommand.ListAll.class,
      VersionsCommand.Show.class,
      VersionsCommand.Pin.class,
      VersionsCommand.Unpin.class,
      VersionsCommand.Rollback.class,
      VersionsCommand.Try.class
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
        List<LedgerEntry> entries = VersionLog.read(cluster).story(task);
        if (entries.isEmpty() && !isRegistered(cluster)) {
          throw CommandException.failed("no task \"" + task + "\" is registered");
        }
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

    private boolean isRegistered(Cluster cluster) {
      return new TopicContents(cluster).latest(cluster.topics().tasks(), task).isPresent();
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
        VersionAccount account = new VersionAccount(version, VersionLog.read(cluster).story(task));
        if (!account.isKnown() && version != 1) {
          throw CommandException.failed(
              "the ledger has no version " + version + " of \"" + task + "\"");
        }
        output.result(
            account.entries(),
            () ->
                version == 1
                    ? List.of("version 1 is the start from the label phrases")
                    : account.lines());
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
      checkNumber(version);
      output.result(
          change(config, desk -> desk.pin(task, version)),
          () -> List.of(task + " is pinned to version " + version));
      return ExitCode.OK.number();
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
      output.result(
          change(config, desk -> desk.unpin(task)),
          () -> List.of(task + " serves its newest version"));
      return ExitCode.OK.number();
    }
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = {
        "Publish a former version's numbers as the newest version.",
        "Unlike a pin it does not hold: what is learned from then on follows it."
      })
  static final class Rollback implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "TASK")
    private String task;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "N",
        description = "Without it the one that the newest was made from.")
    private Long version;

    @Override
    public Integer call() {
      OptionalLong to = version == null ? OptionalLong.empty() : OptionalLong.of(version);
      to.ifPresent(VersionsCommand::checkNumber);
      LedgerEntry entry = change(config, desk -> desk.rollBack(task, to));
      output.result(
          entry,
          () ->
              List.of(task + " serves version " + number(entry.version()) + ": " + entry.reason()));
      return ExitCode.OK.number();
    }
  }

  @Command(
      name = "try",
      mixinStandardHelpOptions = true,
      description = {
        "Let a version score beside the one that serves, into the shadow topic, or let it answer a "
            + "share of the events.",
        "Pin the version that serves first, to try out the newest one."
      })
  static final class Try implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "TASK")
    private String task;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "N",
        description = "The version; without it the trial ends.")
    private Long version;

    @Option(
        names = "--share",
        defaultValue = "0",
        description = "Share of the events, by hash of their id, that it answers, 0 to 1.")
    private float share;

    @Override
    public Integer call() {
      if (version == null) {
        output.result(
            change(config, desk -> desk.endTrial(task)),
            () -> List.of(task + " tries nothing out"));
        return ExitCode.OK.number();
      }
      Trial trial = trial();
      String how =
          share == 0 ? "scores into the shadow topic" : "answers " + share + " of the events";
      output.result(
          change(config, desk -> desk.tryOut(task, trial)),
          () -> List.of(task + " version " + version + " " + how));
      return ExitCode.OK.number();
    }

    private Trial trial() {
      try {
        return new Trial(version, share);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage());
      }
    }
  }

  private static <T> T change(ConfigOptions config, Function<VersionDesk, T> work) {
    try (Cluster cluster = Cluster.open(Connection.from(config.values()));
        RecordSender sender = new RecordSender(cluster)) {
      return work.apply(new VersionDesk(cluster, sender));
    }
  }

  private static void checkNumber(long version) {
    if (version < 1) {
      throw CommandException.usage("a version is 1 or more, was " + version);
    }
  }

  private static Object[] cells(LedgerEntry e) {
    return new Object[] {
      e.at(), e.kind(), number(e.version()), number(e.champion()), e.exampleIds().size(), e.reason()
    };
  }

  private static String number(OptionalLong version) {
    return version.isPresent() ? Long.toString(version.getAsLong()) : "-";
  }
}
