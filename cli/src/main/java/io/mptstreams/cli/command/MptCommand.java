package io.mptstreams.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
    name = "mpt",
    mixinStandardHelpOptions = true,
    version = "mpt-streams 0.1.0",
    description = "Scores streams of texts with one frozen transformer that learns from labels.",
    footerHeading = "%nBuilt and started by the script in the source tree:%n",
    footer = "  bench          Measure this build on this machine: mpt bench --help.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:the command line is wrong",
      "3:the configuration is wrong",
      "4:not ready yet"
    },
    subcommands = {
      HelpCommand.class,
      DemoCommand.class,
      LocalCommand.class,
      RegistryCommand.class,
      StreamCommand.class,
      TrainCommand.class,
      TopicsCommand.class,
      TaskCommand.class,
      SendCommand.class,
      TailCommand.class,
      StatusCommand.class,
      VersionsCommand.class,
      ScoreCommand.class,
      ReplayCommand.class,
      ConfigCommand.class,
      ReplayStreamCommand.class,
      DistillCommand.class,
      CompareCommand.class,
      AblateCommand.class,
      GenerateCommand.class,
      ImportCommand.class,
      ExportCommand.class,
    })
public final class MptCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The command line as users meet it. */
  public static CommandLine commandLine() {
    return new CommandLine(new MptCommand());
  }
}
