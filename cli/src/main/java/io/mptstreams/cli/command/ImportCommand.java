package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.peft.PeftBackbone;
import io.mptstreams.cli.peft.PeftImport;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.peft.PeftAdapter;
import io.mptstreams.engine.checkpoint.peft.PeftFolder;
import io.mptstreams.engine.checkpoint.peft.Readouts;
import io.mptstreams.engine.checkpoint.peft.Readouts.Readout;
import io.mptstreams.schemas.config.ConfigValues;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A PEFT folder in, a shared prompt and versions of tasks out. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Publish a PEFT prompt tuning adapter as a new shared prompt and a version of each task.",
      "PEFT has one classifier for all tasks and ours is another kind: unless the folder was written "
          + "by mpt export, labels start at their phrases."
    })
final class ImportCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "DIR", description = "With adapter_config.json and its safetensors.")
  private Path folder;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "TASK",
      description =
          "A registered task for each of the adapter's, in its order; "
              + "without it the names with which it was exported.")
  private List<String> tasks = List.of();

  @Override
  public Integer call() throws FileSystemException {
    Map<String, String> values = config.values();
    BackboneSettings settings = PeftBackbone.settings(new ConfigValues(values));
    try (Interruptible signal = Interruptible.begin(OnBackbone.PATIENCE);
        Cluster cluster = Cluster.open(Connection.from(values))) {
      PeftAdapter adapter = PeftFolder.read(folder);
      Map<String, Readout> readouts = Readouts.read(folder, adapter.width());
      List<String> names = tasks.isEmpty() ? List.copyOf(readouts.keySet()) : tasks;
      if (names.isEmpty()) {
        throw CommandException.usage(
            "name %d tasks with --tasks: the folder does not".formatted(adapter.tasks().size()));
      }
      try (Backbone backbone = Backbones.open(settings)) {
        PeftImport.Imported imported =
            new PeftImport(cluster, backbone)
                .publish(adapter, names, readouts, "imported from " + folder.getFileName());
        output.result(
            imported,
            () ->
                List.of(
                    "shared prompt %d, versions %s"
                        .formatted(imported.sharedPromptVersion(), imported.tasks())));
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | InvalidCheckpointException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot read " + folder + ": " + e.getMessage(), e);
    }
    return ExitCode.OK.number();
  }
}
