package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandHelpTest {

  @Test
  void everyCommandHasItsHelp() {
    assertHasHelp(MptCommand.commandLine());
  }

  /**
   * An option of a command's own that is called like a standard one would take all of those away.
   */
  private static void assertHasHelp(CommandLine command) {
    assertThat(command.getCommandSpec().optionsMap())
        .as(command.getCommandSpec().qualifiedName())
        .containsKey("--help");
    command.getSubcommands().values().forEach(CommandHelpTest::assertHasHelp);
  }
}
