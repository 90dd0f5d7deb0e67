package io.mptstreams.cli.command;

import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.config.ConfigLayer;
import io.mptstreams.cli.config.ConfigSetting;
import io.mptstreams.cli.config.ConfigStack;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.trainer.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what holds and who set it. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Show the configuration.",
    subcommands = ConfigCommand.Show.class)
final class ConfigCommand extends CommandGroup {

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Every key with its value and the layer that set it. Later layers win: default, file, "
              + "environment, command line. Ends with code 3 where a program would refuse them.")
  static final class Show implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(names = "--changed", description = "Leave the defaults out.")
    private boolean changed;

    @Override
    public Integer call() {
      ConfigStack stack = config.load();
      List<ConfigSetting> settings =
          stack.settings().stream()
              .filter(s -> !changed || s.layer() != ConfigLayer.DEFAULT)
              .map(Secrets::hidden)
              .toList();
      output.result(
          settings,
          () -> {
            Table table = new Table("KEY", "VALUE", "SET BY");
            settings.forEach(s -> table.row(s.key(), s.value(), s.layer().title()));
            return table.lines();
          });
      Map<String, String> values = Connection.withLocalDefaults(stack.values());
      ScorerSettings.from(new ConfigValues(values));
      TrainerSettings.from(new ConfigValues(values));
      return ExitCode.OK.number();
    }
  }
}
