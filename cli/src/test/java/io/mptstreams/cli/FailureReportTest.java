package io.mptstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.schemas.config.ConfigException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class FailureReportTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(FailureReport.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
  }

  @Test
  void saysInOneLineWhatWasRefused() {
    assertThat(report(new IllegalArgumentException("rank must be at least 1, was 0"))).isEqualTo(1);
    assertThat(report(CommandException.usage("name one"))).isEqualTo(ExitCode.USAGE.number());
    assertThat(report(new ConfigException("a.key", "x", "must be a number")))
        .isEqualTo(ExitCode.CONFIGURATION.number());
    assertThat(report(new InvalidBackboneException("backbone.source must be a folder")))
        .isEqualTo(ExitCode.CONFIGURATION.number());

    assertThat(err.toString().lines())
        .containsExactly(
            "mpt: rank must be at least 1, was 0",
            "mpt: name one",
            "mpt: a.key must be a number, was \"x\"",
            "mpt: backbone.source must be a folder");
    assertThat(errors()).isZero();
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertThat(report(new NoSuchFileException("events.csv"))).isEqualTo(1);
    assertThat(report(new AccessDeniedException("secret.json"))).isEqualTo(1);
    assertThat(report(new NotDirectoryException("a.json"))).isEqualTo(1);
    assertThat(report(new FileSystemException("out", null, "No space left on device")))
        .isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly(
            "mpt: events.csv: there is no such file or folder",
            "mpt: secret.json: access is denied",
            "mpt: a.json: it is no folder",
            "mpt: out: No space left on device");
    assertThat(errors()).isZero();
  }

  @Test
  void logsTheTraceOfADefect() {
    assertThat(report(new IllegalStateException("should not be"))).isEqualTo(1);
    assertThat(report(refusedByAnother())).isEqualTo(1);

    assertThat(err.toString()).startsWith("mpt: should not be");
    assertThat(errors()).isEqualTo(2);
  }

  /** The library's own words: nobody here saw this coming. */
  private static Exception refusedByAnother() {
    try {
      return new IllegalStateException(String.valueOf(Thread.State.valueOf("ASLEEP")));
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  private long errors() {
    return logged.list.stream().filter(event -> event.getLevel() == Level.ERROR).count();
  }

  private int report(Exception failure) {
    CommandLine line = new CommandLine(CommandSpec.create());
    line.setErr(new PrintWriter(err));
    return new FailureReport().handleExecutionException(failure, line, null);
  }
}
