package io.mptstreams.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "engine, --threads, 0",
    "engine, --rounds, 0",
    "engine, --seconds, 0",
    "engine, --peft, -1",
    "stream, --rounds, 0",
    "stream, --events, 0",
    "stream, --joined, 0",
    "stream, --seconds, NaN",
    "stream, --tasks, 0",
    "trainer, --tasks, 0",
    "trainer, --labels, 0",
    "trainer, --rounds, 0"
  })
  void refusesANumberThatCannotBeByTheNameOfItsOption(String bench, String option, String value) {
    CommandLine line = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err));

    assertThat(line.execute(bench, option + "=" + value)).isEqualTo(2);
    assertThat(err.toString()).startsWith("Invalid value for option '" + option + "'");
  }
}
