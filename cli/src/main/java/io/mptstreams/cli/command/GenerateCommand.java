package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.option.TaskDataOptions;
import io.mptstreams.cli.output.Progress;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.tuning.generation.GenerationRun;
import io.mptstreams.engine.tuning.generation.GenerationScores;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.streams.ScorerSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generation tasks on a text-to-text backbone. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adapt a T5 to generation tasks and measure what it writes: BLEU as sacrebleu has it, exact "
          + "match and token F1 as SQuAD has them, all from 0 to 100, with --json too.",
      "The T5 is a folder: --set backbone.source=DIR."
    })
final class GenerateCommand implements Callable<Integer> {

  private static final int MAX_TOKENS = 256;
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TaskDataOptions data = new TaskDataOptions();

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "TASK",
      description = "Names; without it all generation tasks.")
  private List<String> tasks = List.of();

  @Option(
      names = "--shared-prompt",
      paramLabel = "FILE",
      description = "P*; without it words of the vocabulary, which nobody trained.")
  private Path sharedPrompt;

  @Option(
      names = "--prompt-length",
      paramLabel = "N",
      converter = Bounded.FromOne.class,
      defaultValue = "20",
      description = "Of a P* from the vocabulary (default: ${DEFAULT-VALUE}).")
  private int promptLength;

  @Option(
      names = "--examples",
      paramLabel = "N",
      converter = Bounded.FromZero.class,
      defaultValue = "0",
      description = "Rows to learn from; 0 for the whole train part (default: ${DEFAULT-VALUE}).")
  private int examples;

  @Option(
      names = "--steps",
      converter = Bounded.FromZero.class,
      defaultValue = "300",
      paramLabel = "N",
      description = "Gradient steps of each task (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch-size",
      converter = Bounded.FromOne.class,
      defaultValue = "8",
      paramLabel = "N",
      description = "Examples a step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      converter = Bounded.Rate.class,
      defaultValue = "0.3",
      description = "Of u and v; not tuned (default: ${DEFAULT-VALUE}).")
  private float learningRate;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Of the draw of rows and of their order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws FileSystemException {
    if (new HashSet<>(tasks).size() < tasks.size()) {
      throw CommandException.usage("--tasks names a task twice: " + tasks);
    }
    ScorerSettings program =
        ScorerSettings.from(new ConfigValues(Connection.withLocalDefaults(config.values())));
    // What cannot be learned is told before the backbone is loaded.
    List<TaskFolder> folders = folders();
    AdaptationSettings settings = settings();
    return OnBackbone.run(
        program.backbone(),
        backbone ->
            generate(new GenerationRun(backbone, program.engine(), settings), folders, backbone));
  }

  private void generate(GenerationRun run, List<TaskFolder> folders, Backbone backbone)
      throws IOException {
    SharedPrompt prompt =
        sharedPrompt == null
            ? SharedPrompts.fromVocabulary(backbone, promptLength, seed)
            : made(SharedPrompts.read(sharedPrompt, 1), backbone);
    List<GenerationScores> all = new ArrayList<>();
    for (TaskFolder folder : folders) {
      String task =
          "%s (%d of %d)".formatted(folder.header().name(), all.size() + 1, folders.size());
      all.add(
          run.run(
              prompt,
              folder,
              examples,
              data.testRows(),
              new WritingProgress(task, new Progress(output::say))));
      output.say(line(all.get(all.size() - 1)));
    }
    if (output.json()) {
      all.forEach(scores -> output.result(scores, List::of));
    } else {
      table(all).forEach(output.out()::println);
    }
  }

  /** Numbers that were trained for another backbone fit by their shape and mean nothing. */
  private SharedPrompt made(SharedPrompt prompt, Backbone backbone) {
    if (!prompt.backboneDigest().equals(backbone.info().digest())) {
      throw CommandException.failed(
          sharedPrompt
              + " was made for backbone "
              + prompt.backboneDigest()
              + ", this is "
              + backbone.info().digest());
    }
    return prompt;
  }

  private AdaptationSettings settings() {
    AdaptationSettings d = AdaptationSettings.defaults();
    return new AdaptationSettings(
        steps,
        batchSize,
        learningRate,
        d.labelLearningRate(),
        d.readoutPull(),
        d.priorWeight(),
        d.warmupSteps(),
        MAX_TOKENS,
        NO_LIMIT,
        seed);
  }

  private List<TaskFolder> folders() {
    List<TaskFolder> all = data.tasks();
    if (tasks.isEmpty()) {
      List<TaskFolder> generation =
          all.stream().filter(folder -> !folder.header().isClassification()).toList();
      if (generation.isEmpty()) {
        throw CommandException.failed(data.folder() + " has no generation task");
      }
      return generation;
    }
    return tasks.stream().map(name -> named(all, name)).toList();
  }

  private TaskFolder named(List<TaskFolder> all, String name) {
    return all.stream()
        .filter(folder -> folder.header().name().equals(name))
        .findFirst()
        .orElseThrow(() -> CommandException.failed(data.folder() + " has no task " + name));
  }

  private static List<String> table(List<GenerationScores> all) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| task | examples | test rows | BLEU | exact match | token F1 | parameters | adapt s"
            + " | score s |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    all.forEach(scores -> lines.add(line(scores)));
    return lines;
  }

  private static String line(GenerationScores s) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f | %.1f | %d | %.1f | %.1f |",
        s.task(),
        s.examples(),
        s.testRows(),
        s.bleu(),
        s.exactMatch(),
        s.tokenF1(),
        s.parameters(),
        s.adaptSeconds(),
        s.scoreSeconds());
  }
}
