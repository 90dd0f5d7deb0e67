package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.tuning.ablation.Ablation;
import io.mptstreams.engine.tuning.source.SourceSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandHelpTest {

  @Test
  void everyCommandHasItsHelp() {
    assertHasHelp(MptCommand.commandLine());
  }

  @Test
  void theHelpOfAblateNamesEveryVariant() {
    String help = MptCommand.commandLine().getSubcommands().get("ablate").getUsageMessage();

    assertThat(help.replaceAll("\\s+", " ")).contains(String.join(", ", Ablation.names()));
  }

  @Test
  void theHelpOfDistillSaysWhatItDoesUnlessTold() {
    SourceSettings usual = SourceSettings.defaults(Path.of("."), Path.of("."));
    String help = MptCommand.commandLine().getSubcommands().get("distill").getUsageMessage();

    assertThat(help.replaceAll("\\s+", " "))
        .contains("Steps of the student (default: %d)".formatted(usual.student().steps()))
        .contains("is taken (default: %dm)".formatted(usual.budget().toMinutes()));
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
