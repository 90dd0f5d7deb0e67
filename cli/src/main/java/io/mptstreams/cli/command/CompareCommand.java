package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.FileProblem;
import io.mptstreams.cli.compare.ComparisonFiles;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.option.TaskDataOptions;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.compare.Cell;
import io.mptstreams.engine.tuning.compare.CompareReport;
import io.mptstreams.engine.tuning.compare.CompareRunner;
import io.mptstreams.engine.tuning.compare.CompareSettings;
import io.mptstreams.engine.tuning.compare.CompareTable;
import io.mptstreams.engine.tuning.compare.Shots;
import io.mptstreams.engine.tuning.compare.Techniques;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import io.mptstreams.engine.tuning.technique.Technique;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.TrainerSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Techniques against each other on task folders. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compare techniques on task folders: the same draws of k examples a class for all.",
      "Finished cells are kept in a file; an interrupted run goes on where it was."
    })
final class CompareCommand implements Callable<Integer> {

  private static final int MAX_TOKENS = 64;
  private static final double POINTS = 100;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TaskDataOptions data = new TaskDataOptions();

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "TASK",
      description = "Names; without it all classification tasks of role target.")
  private List<String> tasks = List.of();

  @Option(
      names = "--methods",
      split = ",",
      paramLabel = "METHOD",
      description =
          "Names, or NAME@RATE for another learning rate than the technique's; without it all.")
  private List<String> methods = List.of();

  @Option(
      names = "--k",
      split = ",",
      paramLabel = "K",
      description = "Examples a class, or full; 16 where --k-total is not given either.")
  private List<String> k = List.of();

  @Option(
      names = "--fewer",
      description =
          "A class with fewer than k train rows gives all it has; without it that is an error.")
  private boolean fewer;

  @Option(
      names = "--k-total",
      converter = Bounded.FromOne.class,
      split = ",",
      paramLabel = "K",
      description = "Examples in all, whatever their class, beside or instead of --k.")
  private List<Integer> kTotal = List.of();

  @Option(
      names = "--seeds",
      converter = Bounded.FromOne.class,
      defaultValue = "5",
      description = "Draws of the examples (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--steps",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      description = "Gradient steps of each technique (default: ${DEFAULT-VALUE}).")
  private int steps = GradientBudget.defaults().steps();

  @Option(
      names = "--batch-size",
      converter = Bounded.FromOne.class,
      paramLabel = "N",
      description = "Examples a step (default: ${DEFAULT-VALUE}).")
  private int batchSize = GradientBudget.defaults().batchSize();

  @Option(
      names = "--shared-prompt",
      paramLabel = "FILE",
      description = "Of MPT; without it the packaged one.")
  private Path sharedPrompt;

  @Option(
      names = "--mixture-prompt",
      paramLabel = "FILE",
      description =
          "Of SPoT, from mpt distill --without updates --teacher-steps 0; without it the packaged"
              + " one, unless --shared-prompt names another than the packaged of MPT.")
  private Path mixturePrompt;

  @Option(
      names = "--cells",
      paramLabel = "FILE",
      description =
          "Where finished cells are kept; belongs to one version of this program. Without it"
              + " compare.jsonl in the folder of --out, or else in the working directory.")
  private Path cells;

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "FILE",
      description = "Cells of runs of other pieces, of other tasks or methods, that count too.")
  private List<Path> others = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write compare.md, compare.json and a plot, compare.png, there.")
  private Path out;

  @Override
  public Integer call() throws FileSystemException {
    TrainerSettings program = TrainerSettings.from(new ConfigValues(config.values()));
    CompareSettings settings = settings();
    return OnBackbone.run(program.backbone(), backbone -> compare(backbone, settings));
  }

  private void compare(Backbone backbone, CompareSettings settings) throws IOException {
    TrainedPrompt trained = prompt(backbone);
    Techniques known = new Techniques(backbone, trained, mixture(backbone), settings.budget());
    List<Technique> chosen =
        (methods.isEmpty() ? known.names() : methods).stream().map(known::named).toList();
    List<Cell> all =
        new CompareRunner(backbone, chosen)
            .run(settings, new CellProgress("the cells", chosen.size(), this::show, output::say));
    CompareReport report = CompareReport.of(all, "mpt");
    if (out != null) {
      ComparisonFiles.write(out, report, backbone.weights().parameterCount());
    }
    output.result(report, () -> CompareTable.lines(report));
  }

  /** Told before the backbone is loaded, what of it is wrong. */
  private CompareSettings settings() throws FileSystemException {
    try {
      return new CompareSettings(
          data.folder(),
          tasks(),
          shots(),
          fewer,
          seeds,
          data.testRows(),
          MAX_TOKENS,
          new GradientBudget(steps, batchSize),
          cellFile(),
          others);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, "cannot write: " + FileProblem.of(e), e);
    }
  }

  private Path cellFile() throws IOException {
    if (cells != null) {
      return cells;
    }
    return out == null
        ? Path.of("compare.jsonl")
        : Files.createDirectories(out).resolve("compare.jsonl");
  }

  private TrainedPrompt prompt(Backbone backbone) throws IOException {
    if (sharedPrompt == null) {
      return SharedPrompts.packagedWithSources(backbone.info())
          .orElseThrow(
              () ->
                  CommandException.usage(
                      "no shared prompt ships for "
                          + backbone.info().name()
                          + ": name one with --shared-prompt, or make one with mpt distill"));
    }
    return read(sharedPrompt, backbone);
  }

  /**
   * The packaged one saw the same source tasks as the packaged P*, and maybe not those of another.
   */
  private Optional<SharedPrompt> mixture(Backbone backbone) throws IOException {
    if (mixturePrompt != null) {
      return Optional.of(read(mixturePrompt, backbone).prompt());
    }
    return sharedPrompt == null ? SharedPrompts.packagedMixture(backbone.info()) : Optional.empty();
  }

  private static TrainedPrompt read(Path file, Backbone backbone) throws IOException {
    TrainedPrompt trained = SharedPrompts.readWithSources(file, 1);
    String made = trained.prompt().backboneDigest();
    if (!made.equals(backbone.info().digest())) {
      throw CommandException.failed(
          file + " was made for backbone " + made + ", this is " + backbone.info().digest());
    }
    return trained;
  }

  private List<String> tasks() {
    List<TaskFolder> all = data.tasks();
    if (!tasks.isEmpty()) {
      return tasks;
    }
    return all.stream()
        .map(TaskFolder::header)
        .filter(header -> header.isClassification() && header.role().equals("target"))
        .map(header -> header.name())
        .toList();
  }

  private List<Shots> shots() {
    List<Shots> shots = new ArrayList<>();
    for (String number : k.isEmpty() && kTotal.isEmpty() ? List.of("16") : k) {
      try {
        shots.add(number.equals("full") ? Shots.full() : Shots.perClass(Integer.parseInt(number)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "--k takes whole numbers from 1 on and full, not " + number, e);
      }
    }
    kTotal.forEach(number -> shots.add(Shots.inTotal(number)));
    return shots;
  }

  private void show(Cell cell) {
    output.say(
        String.format(
            Locale.ROOT,
            "%s  %s  k=%s  draw %d  examples %d  accuracy %.1f  %.1f s",
            cell.task(),
            cell.method(),
            cell.shots(),
            cell.draw(),
            cell.examples(),
            POINTS * cell.accuracy(),
            cell.adaptSeconds()));
  }
}
