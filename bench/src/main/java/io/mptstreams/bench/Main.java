package io.mptstreams.bench;

import io.mptstreams.bench.command.BenchCommand;
import io.mptstreams.cli.command.MptCommand;

/** {@code mpt} with the benches, which the command itself does not carry. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    io.mptstreams.cli.Main.exitAfter(
        MptCommand.commandLine().addSubcommand(new BenchCommand()), arguments);
  }
}
