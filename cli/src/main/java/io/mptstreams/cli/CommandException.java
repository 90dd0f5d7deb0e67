package io.mptstreams.cli;

/** Ends a command with one line for people and an exit code, without a stack trace. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public CommandException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** It was tried and did not work. */
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  /** The arguments contradict each other. */
  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
