package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RegistryCommandTest {

  @Test
  void doesNotListenToOtherMachinesUnlessTold() {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(new StringWriter());

    int exit = Main.run(out, new PrintWriter(err), "registry", "--host", "0.0.0.0");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("registry.host must be a loopback address")
        .contains("--allow-remote");
  }
}
