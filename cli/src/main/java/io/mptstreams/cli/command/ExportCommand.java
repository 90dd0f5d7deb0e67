package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.peft.PeftBackbone;
import io.mptstreams.cli.peft.PeftExport;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.checkpoint.peft.PeftBase;
import io.mptstreams.engine.checkpoint.peft.PeftTaskType;
import io.mptstreams.schemas.config.ConfigValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Versions of tasks in, a folder that PEFT opens out. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write the newest versions of tasks as adapters for Hugging Face PEFT.",
      "One multitask prompt tuning adapter, or, with --plain, each task's prompt as a prompt tuning adapter of its own.",
      "Label vectors stand in a file of our own beside it, for mpt import."
    })
final class ExportCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "DIR", description = "Made if need be.")
  private Path folder;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "TASK",
      description = "Without it all tasks that have learned something.")
  private List<String> tasks = List.of();

  @Option(
      names = "--base-model",
      paramLabel = "NAME",
      description = "What PEFT is to call the backbone; without it backbone.source.")
  private String base;

  @Option(
      names = "--plain",
      description = "P* ∘ (u v^T) of each task, composed, in DIR/TASK: plain prompt tuning.")
  private boolean plain;

  @Override
  public Integer call() {
    Map<String, String> values = config.values();
    try (Interruptible signal = Interruptible.begin(OnBackbone.PATIENCE);
        Cluster cluster = Cluster.open(Connection.from(values));
        Backbone backbone = Backbones.open(PeftBackbone.settings(new ConfigValues(values)))) {
      PeftTaskType type =
          backbone.textToText().isPresent() ? PeftTaskType.SEQ_2_SEQ_LM : PeftTaskType.SEQ_CLS;
      PeftBase peftBase =
          new PeftBase(
              base == null ? backbone.info().name() : base, type, 0, backbone.info().layers());
      PeftExport.Exported exported =
          new PeftExport(cluster, Optional.of(ColdModels.sharedPrompt(backbone)))
              .write(folder, tasks, peftBase, plain);
      output.result(exported, () -> List.of("wrote %s: %s".formatted(folder, exported.tasks())));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot write " + folder + ": " + e.getMessage(), e);
    }
    return ExitCode.OK.number();
  }
}
