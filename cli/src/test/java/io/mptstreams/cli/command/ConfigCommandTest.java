package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ConfigCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsWhatAProgramWouldRefuseAndFails() {
    assertThat(show("routing.x=")).isEqualTo(3);
    assertThat(show("routing.=cr")).isEqualTo(3);
    assertThat(show("scoring.batch.max-size=many")).isEqualTo(3);
    assertThat(show("training.folds=1")).isEqualTo(3);

    assertThat(out).asString().contains("routing.x ", "many ");
    assertThat(err)
        .asString()
        .contains(
            "mpt: routing.x must list the names of tasks",
            "mpt: routing. must stand for a name",
            "mpt: scoring.batch.max-size must be a whole number, was \"many\"",
            "mpt: training.folds must be at least 2, was 1");
  }

  @Test
  void succeedsWithWhatProgramsTake() {
    assertThat(show("routing.x=a, b")).as(err.toString()).isZero();
  }

  private int show(String setting) {
    return Main.run(
        new PrintWriter(out),
        new PrintWriter(err),
        "config",
        "show",
        "--changed",
        "--set",
        setting);
  }
}
