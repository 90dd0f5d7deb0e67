package io.mptstreams.cli;

import io.mptstreams.schemas.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns a failure into one line and an exit code. What was foreseen needs no stack trace; anything
 * else is a defect, and its trace goes to the log.
 */
final class FailureReport implements IExecutionExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(FailureReport.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult arguments) {
    ExitCode code = exitCode(failure);
    commandLine.getErr().println("mpt: " + line(failure));
    commandLine.getErr().flush();
    if (!(failure instanceof CommandException || failure instanceof ConfigException)) {
      log.atError().setCause(failure).log("the command failed");
    }
    return code.number();
  }

  private static ExitCode exitCode(Exception failure) {
    if (failure instanceof CommandException foreseen) {
      return foreseen.exitCode();
    }
    return failure instanceof ConfigException ? ExitCode.CONFIGURATION : ExitCode.FAILED;
  }

  private static String line(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }
}
