package io.mptstreams.cli;

import io.mptstreams.cli.command.MptCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The entry point of {@code mpt}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    exitAfter(MptCommand.commandLine(), arguments);
  }

  /** Runs one command of a program and ends the process with its exit code. */
  public static void exitAfter(CommandLine program, String... arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(program, out, err, arguments);
    // An interrupted command is one whose process is ending, with the signal's own code: an exit
    // would wait for that end, and that end waits for this thread.
    if (!Thread.currentThread().isInterrupted()) {
      System.exit(code);
    }
  }

  /** Runs one command in this process. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(MptCommand.commandLine(), out, err, arguments);
  }

  private static int run(
      CommandLine program, PrintWriter out, PrintWriter err, String... arguments) {
    return program
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(new FailureReport())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }
}
