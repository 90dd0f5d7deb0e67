package io.mptstreams.cli;

import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.schemas.config.ConfigException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CancellationException;
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
  private static final String OURS = "io.mptstreams.";

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult arguments) {
    // Whatever an interrupted thread ran into, such as a file that closed, the signal is the cause.
    Exception failure =
        Thread.currentThread().isInterrupted() ? new CancellationException("interrupted") : thrown;
    ExitCode code = exitCode(failure);
    commandLine.getErr().println("mpt: " + line(failure));
    commandLine.getErr().flush();
    if (isForeseen(failure)) {
      log.atDebug().setCause(failure).log("the command failed");
    } else {
      log.atError().setCause(failure).log("the command failed");
    }
    return code.number();
  }

  /**
   * Exceptions of the project's own, arguments that it refused itself, files that somebody named,
   * and an interruption: all say what to do.
   */
  private static boolean isForeseen(Exception failure) {
    if (failure.getClass().getName().startsWith(OURS)
        || failure instanceof FileSystemException
        || failure instanceof CancellationException) {
      return true;
    }
    StackTraceElement[] trace = failure.getStackTrace();
    return failure instanceof IllegalArgumentException
        && trace.length > 0
        && trace[0].getClassName().startsWith(OURS);
  }

  private static ExitCode exitCode(Exception failure) {
    if (failure instanceof CommandException foreseen) {
      return foreseen.exitCode();
    }
    // A backbone is what a setting names.
    return failure instanceof ConfigException || failure instanceof InvalidBackboneException
        ? ExitCode.CONFIGURATION
        : ExitCode.FAILED;
  }

  private static String line(Exception failure) {
    if (failure instanceof FileSystemException file) {
      return FileProblem.line(file);
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }
}
