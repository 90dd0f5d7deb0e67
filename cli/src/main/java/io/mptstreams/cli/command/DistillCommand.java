package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.SharedPromptPublisher;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.task.TaskFolders;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.tuning.source.Relabelling;
import io.mptstreams.engine.tuning.source.SourceProgress;
import io.mptstreams.engine.tuning.source.SourceResult;
import io.mptstreams.engine.tuning.source.SourceSettings;
import io.mptstreams.engine.tuning.source.SourceTraining;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.TrainerSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Source training: task folders in, a shared prompt out. */
@Command(
    name = "distill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train a shared prompt on source tasks: a teacher prompt each, then one prompt for all that "
          + "learns from labels and teachers.",
      "A T5 (--set backbone.source=DIR) learns to write the labels' names, and the reference texts "
          + "of generation tasks, which count in the macro accuracy with the geometric mean of "
          + "their tokens' probabilities.",
      "An interrupted run goes on where it was when it is started again."
    })
final class DistillCommand implements Callable<Integer> {

  private static final double POINTS = 100;
  private static final SourceSettings USUAL = SourceSettings.defaults(Path.of("."), Path.of("."));

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of task folders, each with task.json and train.jsonl.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The result, a safetensors file.")
  private Path out;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "TASK",
      description =
          "Source tasks; without it all of role source. Generation tasks are for a T5 alone.")
  private List<String> tasks = List.of();

  @Option(
      names = "--steps",
      converter = Bounded.FromOne.class,
      description = "Steps of the student (default: ${DEFAULT-VALUE}).")
  private int steps = USUAL.student().steps();

  @Option(
      names = "--teacher-steps",
      converter = Bounded.FromZero.class,
      description = "Steps of each teacher; 0 for no teachers (default: ${DEFAULT-VALUE}).")
  private int teacherSteps = USUAL.teachers().steps();

  @Option(
      names = "--logits-weight",
      converter = Bounded.Weight.class,
      description = "Weight of the teachers' label distributions (default: ${DEFAULT-VALUE}).")
  private float logitsWeight = USUAL.distillation().logits();

  @Option(
      names = "--hidden-weight",
      converter = Bounded.Weight.class,
      description =
          "Weight of the teachers' sentence vectors, or a T5's encoder states"
              + " (default: ${DEFAULT-VALUE}).")
  private float hiddenWeight = USUAL.distillation().hidden();

  @Option(
      names = "--temperature",
      converter = Bounded.Rate.class,
      description = "Of the distributions that are compared (default: ${DEFAULT-VALUE}).")
  private float temperature = USUAL.distillation().temperature();

  @Option(
      names = "--prompt-length",
      converter = Bounded.FromOne.class,
      description = "Prompt vectors (default: ${DEFAULT-VALUE}).")
  private int promptLength = USUAL.promptLength();

  @Option(
      names = "--rank",
      converter = Bounded.FromOne.class,
      description = "Rank of the tasks' updates (default: ${DEFAULT-VALUE}).")
  private int rank = USUAL.rank();

  @Option(
      names = "--max-tokens",
      converter = Bounded.TextLength.class,
      description = "Longer texts and reference texts are cut (default: ${DEFAULT-VALUE}).")
  private int maxTokens = USUAL.maxTokens();

  @Option(
      names = "--prompt-rate",
      converter = Bounded.Rate.class,
      description =
          "Learning rate of the shared and the teacher prompts; not tuned for a T5"
              + " (default: ${DEFAULT-VALUE}).")
  private float promptRate = USUAL.student().promptLearningRate();

  @Option(
      names = "--factor-rate",
      converter = Bounded.Rate.class,
      description =
          "Learning rate of the tasks' updates; not tuned for a T5"
              + " (default: ${DEFAULT-VALUE}).")
  private float factorRate = USUAL.student().factorLearningRate();

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "PART",
      description =
          "Parts of the method to leave out: ${COMPLETION-CANDIDATES}. UPDATES with"
              + " --teacher-steps 0 makes what SPoT starts from.")
  private Set<SourceSettings.Part> without = Set.of();

  @Option(
      names = "--validate-every",
      converter = Bounded.FromOne.class,
      description = "Steps between two validations (default: ${DEFAULT-VALUE}).")
  private int validateEvery = USUAL.student().validateEvery();

  @Option(
      names = "--patience",
      converter = Bounded.FromOne.class,
      description = "Validations without gain after which it stops (default: ${DEFAULT-VALUE}).")
  private int patience = USUAL.student().patience();

  @Option(
      names = "--seed",
      description = "Of start, sampling and split (default: ${DEFAULT-VALUE}).")
  private long seed = USUAL.seed();

  @Option(
      names = "--budget",
      defaultValue = "180m",
      converter = DurationConverter.class,
      description =
          "Wall time of the student, such as 25m; then the best prompt so far is taken (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(
      names = "--labels-of",
      paramLabel = "FILE",
      description =
          "A shared prompt that was trained before, from the same data: only what its source tasks'"
              + " labels taught is learned anew.")
  private Path labelsOf;

  @Option(
      names = "--publish",
      description =
          "Also publish the result as the next version of the shared prompt. A broker that cannot"
              + " be reached is an error before the training starts.")
  private boolean publish;

  /**
   * What the command prints.
   *
   * @param sharedPromptVersion that was published
   */
  record Summary(
      String file,
      double validation,
      int steps,
      double seconds,
      String dataDigest,
      long seed,
      Optional<Long> sharedPromptVersion) {}

  @Override
  public Integer call() throws FileSystemException {
    SourceSettings settings = settings();
    if (budget.isZero()) {
      throw CommandException.usage("--budget must be above 0");
    }
    Map<String, String> values = config.values();
    TrainerSettings program = TrainerSettings.from(new ConfigValues(values));
    TaskFolders.all(data);
    if (publish) {
      try (Cluster cluster = Cluster.open(Connection.from(values))) {
        new SharedPromptPublisher(cluster).nextVersion();
      }
    }
    return OnBackbone.run(program.backbone(), backbone -> distill(backbone, settings, values));
  }

  private void distill(Backbone backbone, SourceSettings settings, Map<String, String> values)
      throws IOException {
    SourceProgress progress = new TrainingProgress(output::say);
    SourceResult result =
        labelsOf == null
            ? new SourceTraining(backbone).run(settings, progress)
            : new Relabelling(backbone).run(labelsOf, settings, progress);
    Optional<Long> version = publish ? Optional.of(publish(values, result)) : Optional.empty();
    Summary summary =
        new Summary(
            out.toString(),
            result.validation(),
            result.steps(),
            result.duration().toMillis() / 1e3,
            result.metadata().get("data_digest"),
            settings.seed(),
            version);
    output.result(
        summary,
        () ->
            List.of(
                String.format(
                        Locale.ROOT,
                        "wrote %s: macro accuracy %.1f on held-out rows of %d source tasks after"
                            + " %d steps",
                        out,
                        POINTS * result.validation(),
                        result.tasks().size(),
                        result.steps())
                    + version.map(v -> "; published as version " + v).orElse("")));
  }

  private static long publish(Map<String, String> values, SourceResult result) {
    try (Cluster cluster = Cluster.open(Connection.from(values));
        RecordSender sender = new RecordSender(cluster)) {
      SharedPromptPublisher publisher = new SharedPromptPublisher(cluster);
      long version = publisher.nextVersion();
      Map<String, String> made = result.metadata();
      publisher.publish(
          sender,
          result.prompt().withVersion(version),
          "%s, seed %s, data %s"
              .formatted(made.get("command"), made.get("seed"), made.get("data_digest")));
      return version;
    }
  }

  private SourceSettings settings() {
    SourceSettings d = SourceSettings.defaults(data, out);
    SourceSettings.Student s = d.student();
    SourceSettings.Teachers t = d.teachers();
    SourceSettings.Distillation w = d.distillation();
    try {
      return new SourceSettings(
          data,
          tasks,
          out,
          Optional.of(Path.of(out + ".checkpoint")),
          promptLength,
          rank,
          maxTokens,
          d.validationRows(),
          seed,
          budget,
          new SourceSettings.Student(
              steps,
              s.batchSize(),
              s.maxTasksPerStep(),
              s.mixing(),
              promptRate,
              factorRate,
              s.labelLearningRate(),
              s.weightDecay(),
              s.clipNorm(),
              s.scale(),
              s.warmupSteps(),
              validateEvery,
              patience),
          new SourceSettings.Teachers(
              teacherSteps, t.batchSize(), promptRate, t.labelLearningRate()),
          new SourceSettings.Distillation(logitsWeight, hiddenWeight, temperature),
          without,
          "mpt "
              + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }
}
