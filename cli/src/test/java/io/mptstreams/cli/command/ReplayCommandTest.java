package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {

  @Test
  void aSpanThatEndsBeforeItBeginsIsAWrongCommandLine() {
    StringWriter said = new StringWriter();
    PrintWriter to = new PrintWriter(said);

    int exit =
        Main.run(to, to, "replay", "--from=2026-03-02T12:00:00Z", "--to=2026-03-01T12:00:00Z");

    assertThat(exit).isEqualTo(2);
    assertThat(said).asString().contains("--from must be before --to, was 2026-03-02T12:00:00Z");
  }
}
