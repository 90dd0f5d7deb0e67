package io.mptstreams.cli.command;

import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.cli.kafka.TopicFinding;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates the topics, or compares them with what they should be. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Create or check the topics.",
    subcommands = {TopicsCommand.Apply.class, TopicsCommand.Verify.class})
final class TopicsCommand extends CommandGroup {

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Create the topics that are missing; the others stay as they are.")
  static final class Apply implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
      try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
        print(output, new TopicAdmin(cluster).apply());
      }
      return ExitCode.OK.number();
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Compare the topics with what they should be; exit 1 where they differ.")
  static final class Verify implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
      try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
        List<TopicFinding> findings = new TopicAdmin(cluster).verify();
        print(output, findings);
        boolean good = findings.stream().allMatch(TopicFinding::good);
        return (good ? ExitCode.OK : ExitCode.FAILED).number();
      }
    }
  }

  private static void print(OutputOptions output, List<TopicFinding> findings) {
    output.result(
        findings,
        () -> {
          Table table = new Table("TOPIC", "PARTITIONS", "CLEANUP", "STATE");
          findings.forEach(f -> table.row(f.topic(), f.partitions(), f.cleanup(), f.state()));
          return table.lines();
        });
  }
}
