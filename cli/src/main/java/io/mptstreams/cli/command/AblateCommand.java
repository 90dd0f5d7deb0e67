package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.option.TaskDataOptions;
import io.mptstreams.cli.output.Json;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.tuning.ablation.Ablation;
import io.mptstreams.engine.tuning.ablation.AblationReport;
import io.mptstreams.engine.tuning.ablation.AblationSettings;
import io.mptstreams.engine.tuning.compare.Cell;
import io.mptstreams.engine.tuning.compare.Shots;
import io.mptstreams.engine.tuning.source.SourceSettings;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.TrainerSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Variants of the method against each other: source training and adaptation. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train the method and variants of it on source tasks, and measure each on source tasks that "
          + "are kept out: the same steps, seed and draws for all.",
      "Finished shared prompts and cells are kept in --out; an interrupted run goes on there."
    })
final class AblateCommand implements Callable<Integer> {

  private static final Duration NO_LIMIT = Duration.ofDays(365);

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TaskDataOptions data = new TaskDataOptions();

  @Option(
      names = "--held-out",
      required = true,
      split = ",",
      paramLabel = "TASK",
      description = "Tasks that are measured.")
  private List<String> heldOut;

  @Option(
      names = "--sources",
      split = ",",
      paramLabel = "TASK",
      description = "Source tasks; without it all of role source that are not held out.")
  private List<String> sources = List.of();

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "VARIANT",
      description = {
        "full, no-logits, no-hidden, no-distillation, no-sampling, no-decomposition, random-prompt,"
            + " random-prompt-shared-trained, shared-trained, similar-start, no-label-memory,"
            + " length-N, rank-N; without it all that need no number."
      })
  private List<String> variants = List.of();

  @Option(
      names = "--steps",
      converter = Bounded.FromOne.class,
      defaultValue = "300",
      description = "Steps of each student (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--teacher-steps",
      converter = Bounded.FromZero.class,
      defaultValue = "40",
      description = "Steps of each teacher (default: ${DEFAULT-VALUE}).")
  private int teacherSteps;

  @Option(
      names = "--prompt-length",
      converter = Bounded.FromOne.class,
      description = "Of all variants but length-N.")
  private Integer promptLength;

  @Option(
      names = "--k",
      converter = Bounded.FromOne.class,
      defaultValue = "16",
      description = "Examples a class (default: ${DEFAULT-VALUE}).")
  private int k;

  @Option(
      names = "--seeds",
      converter = Bounded.FromOne.class,
      defaultValue = "2",
      description = "Draws of the examples (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Shared prompts, cells, ablate.md and ablate.json.")
  private Path out;

  @Override
  public Integer call() throws FileSystemException {
    TrainerSettings program = TrainerSettings.from(new ConfigValues(config.values()));
    AblationSettings settings = settings();
    return OnBackbone.run(program.backbone(), backbone -> ablate(backbone, settings));
  }

  /** Told before the backbone is loaded, what of it is wrong. */
  private AblationSettings settings() {
    List<TaskFolder> all = data.tasks();
    try {
      return new AblationSettings(
          source(all),
          heldOut,
          variants.isEmpty() ? Ablation.names() : variants,
          List.of(Shots.perClass(k)),
          seeds,
          data.testRows(),
          out);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private void ablate(Backbone backbone, AblationSettings settings) throws IOException {
    AblationReport report =
        new Ablation(backbone)
            .run(
                settings,
                new TrainingProgress(output::say),
                new CellProgress("the variant's cells", 1, this::show, output::say));
    Files.write(out.resolve("ablate.md"), report.lines());
    Files.writeString(out.resolve("ablate.json"), Json.line(report) + "\n");
    output.result(report, report::lines);
  }

  /** What distill does by default, for a number of steps and not for a time. */
  private SourceSettings source(List<TaskFolder> all) {
    SourceSettings d = SourceSettings.defaults(data.folder(), out);
    SourceSettings.Student s = d.student();
    SourceSettings.Teachers t = d.teachers();
    return new SourceSettings(
        data.folder(),
        sources.isEmpty() ? otherSources(all) : sources,
        out,
        d.checkpoint(),
        promptLength == null ? d.promptLength() : promptLength,
        d.rank(),
        d.maxTokens(),
        d.validationRows(),
        d.seed(),
        NO_LIMIT,
        new SourceSettings.Student(
            steps,
            s.batchSize(),
            s.maxTasksPerStep(),
            s.mixing(),
            s.promptLearningRate(),
            s.factorLearningRate(),
            s.labelLearningRate(),
            s.weightDecay(),
            s.clipNorm(),
            s.scale(),
            s.warmupSteps(),
            s.validateEvery(),
            s.patience()),
        new SourceSettings.Teachers(
            teacherSteps, t.batchSize(), t.promptLearningRate(), t.labelLearningRate()),
        d.distillation(),
        d.without(),
        "mpt ablate");
  }

  private List<String> otherSources(List<TaskFolder> all) {
    return all.stream()
        .map(TaskFolder::header)
        .filter(header -> header.isClassification() && header.role().equals("source"))
        .map(header -> header.name())
        .filter(name -> !heldOut.contains(name))
        .toList();
  }

  private void show(Cell cell) {
    output.say(
        String.format(
            Locale.ROOT,
            "%s  %s  draw %d  accuracy %.1f",
            cell.task(),
            cell.method(),
            cell.draw(),
            100 * cell.accuracy()));
  }
}
