package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {

  @Test
  void aSpanThatEndsBeforeItBeginsIsAWrongCommandLine() {
    assertRefused(
        "--from must be before --to, was 2026-03-02T12:00:00Z",
        "--from=2026-03-02T13:00:00+01:00",
        "--to=2026-03-01T12:00:00Z");
  }

  @Test
  void aTimeThatIsNoneIsAWrongCommandLine() {
    assertRefused(
        "Invalid value for option '--from': \"yesterday\" is no time such as", "--from=yesterday");
  }

  private static void assertRefused(String message, String... options) {
    StringWriter said = new StringWriter();
    PrintWriter to = new PrintWriter(said);

    int exit =
        Main.run(
            to, to, Stream.concat(Stream.of("replay"), Stream.of(options)).toArray(String[]::new));

    assertThat(exit).isEqualTo(2);
    assertThat(said).asString().contains(message);
  }
}
