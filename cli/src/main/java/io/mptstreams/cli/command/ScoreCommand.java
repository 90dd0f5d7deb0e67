package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Json;
import io.mptstreams.cli.score.ColdTaskModels;
import io.mptstreams.cli.score.CountedInput;
import io.mptstreams.cli.score.CsvReader;
import io.mptstreams.cli.score.InputRow;
import io.mptstreams.cli.score.JsonLinesReader;
import io.mptstreams.cli.score.ResumableOutput;
import io.mptstreams.cli.score.RowReader;
import io.mptstreams.cli.score.RowScorer;
import io.mptstreams.cli.score.ScoreProgress;
import io.mptstreams.cli.score.ServedTaskModels;
import io.mptstreams.cli.score.TaskModels;
import io.mptstreams.cli.task.TaskFile;
import io.mptstreams.cli.versions.VersionChoice;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.streams.intake.TextRules;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Scores a file without a stream. Reads it piece by piece, so that it may be larger than memory.
 */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Score a file: JSON Lines, {\"text\", \"text_pair\", \"id\", \"task\"}, or CSV with such a"
          + " header.",
      "With --definition or --tasks it needs no Kafka and answers as version 1; else it reads the "
          + "tasks and the versions that serve, without those on trial, from the topics. Each row "
          + "gives one line, an answer or an error."
    })
final class ScoreCommand implements Callable<Integer> {

  private static final int PIECE = 512;
  private static final int BUFFER = 1 << 16;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "JSON Lines, or CSV if so named; - is stdin.")
  private String file;

  @Option(names = "--definition", paramLabel = "FILE", description = "A task.json, or its folder.")
  private Path definition;

  @Option(names = "--tasks", paramLabel = "DIR", description = "A folder of task folders.")
  private Path tasks;

  @Option(names = "--task", description = "The task of rows that name none.")
  private String task;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write here; goes on behind the complete lines that it holds already.")
  private Path target;

  @Override
  public Integer call() throws IOException {
    if (definition != null && (tasks != null || task != null)) {
      throw CommandException.usage("--definition stands alone, without --tasks and --task");
    }
    if (target != null && Files.exists(target) && isInput(target)) {
      throw CommandException.usage("--output must not be the file that is read");
    }
    if (!fromStandardInput() && Files.isDirectory(Path.of(file))) {
      throw CommandException.failed(file + " is a folder, and no file of rows");
    }
    ScorerSettings settings =
        ScorerSettings.from(new ConfigValues(Connection.withLocalDefaults(config.values())));
    Map<String, TaskDefinition> cold = definitions();
    // Counted behind the buffer, so that what is counted was taken.
    CountedInput bytes =
        new CountedInput(
            new BufferedInputStream(
                fromStandardInput() ? System.in : Files.newInputStream(Path.of(file)), BUFFER));
    try (Interruptible signal = Interruptible.begin(OnBackbone.PATIENCE);
        RowReader rows = reader(bytes);
        Backbone backbone = Backbones.open(settings.backbone())) {
      SharedPrompt own = ScorerApp.ownPrompt(backbone, settings);
      TaskModels models =
          definition == null && tasks == null
              ? served(backbone, own)
              : new ColdTaskModels(backbone, own, cold);
      // Else each row would be an error, which another run would go on behind.
      if (task != null && !models.names().contains(task)) {
        throw CommandException.failed(
            "there is no task \"" + task + "\", known are " + models.names());
      }
      Optional<String> only =
          Optional.ofNullable(task)
              .or(() -> cold.size() == 1 ? cold.keySet().stream().findFirst() : Optional.empty());
      TextRules rules = new TextRules(settings.engine().maxTextBytes());
      RowScorer scorer =
          new RowScorer(new OfflineScorer(backbone, settings.engine()), models, rules, only);
      output.say(score(rows, bytes, scorer));
      if (rows.cutAt().isPresent()) {
        throw CommandException.failed(
            file + " was not read behind row " + rows.cutAt().getAsLong() + ", which is broken");
      }
    }
    return ExitCode.OK.number();
  }

  private boolean fromStandardInput() {
    return file.equals("-");
  }

  private boolean isInput(Path path) throws IOException {
    return !fromStandardInput() && Files.isSameFile(Path.of(file), path);
  }

  private RowReader reader(InputStream bytes) throws IOException {
    return file.toLowerCase(Locale.ROOT).endsWith(".csv")
        ? new CsvReader(bytes, file)
        : new JsonLinesReader(bytes);
  }

  private Map<String, TaskDefinition> definitions() throws IOException {
    List<Path> files = new ArrayList<>();
    if (definition != null) {
      files.add(definition);
    } else if (tasks != null) {
      try (Stream<Path> folders = Files.list(tasks)) {
        folders.filter(f -> Files.exists(f.resolve("task.json"))).forEach(files::add);
      }
      if (files.isEmpty()) {
        throw CommandException.failed(tasks + " holds no folder with a task.json");
      }
    }
    Map<String, TaskDefinition> found = new HashMap<>();
    for (Path path : files) {
      TaskDefinition read = TaskFile.read(path, Instant.now());
      if (found.put(read.name(), read) != null) {
        throw CommandException.failed(tasks + " has two tasks named " + read.name());
      }
    }
    return found;
  }

  private TaskModels served(Backbone backbone, SharedPrompt own) {
    try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
      return new ServedTaskModels(cluster, backbone, own, VersionChoice.serving());
    }
  }

  /** Says what it came to. */
  private String score(RowReader rows, CountedInput bytes, RowScorer scorer) throws IOException {
    if (target == null) {
      return score(rows, scorer, output.out(), progress(bytes));
    }
    try (ResumableOutput resumed = ResumableOutput.open(target)) {
      skip(rows, resumed);
      if (resumed.cutBytes() > 0) {
        output.say("cut off an incomplete last line of " + resumed.cutBytes() + " bytes");
      }
      if (resumed.lines() > 0) {
        output.say(target + " holds " + resumed.lines() + " lines, going on behind them");
      }
      return score(rows, scorer, resumed.writer(), progress(bytes));
    }
  }

  private ScoreProgress progress(CountedInput bytes) throws IOException {
    OptionalLong size =
        fromStandardInput() ? OptionalLong.empty() : OptionalLong.of(Files.size(Path.of(file)));
    return new ScoreProgress(bytes, size, output::say, System::nanoTime);
  }

  /** Reads over the rows that have their lines, which those of another input would not match. */
  private void skip(RowReader rows, ResumableOutput resumed) throws IOException {
    for (long line = 1; line <= resumed.lines(); line++) {
      Optional<InputRow> row = rows.next();
      if (row.isEmpty() || (line == resumed.lines() && !resumed.endsWith(row.get()))) {
        throw CommandException.failed(
            target
                + " line "
                + line
                + " answers no row "
                + line
                + " of "
                + file
                + ": it is of another input, or no output of mpt score");
      }
    }
  }

  private static String score(RowReader rows, RowScorer scorer, Writer to, ScoreProgress progress)
      throws IOException {
    Optional<InputRow> row = rows.next();
    while (row.isPresent()) {
      List<InputRow> piece = new ArrayList<>();
      while (row.isPresent() && piece.size() < PIECE) {
        piece.add(row.get());
        row = rows.next();
      }
      long errors = 0;
      for (Object result : scorer.score(piece)) {
        to.write(Json.line(result) + "\n");
        errors += result instanceof RowScorer.Failure ? 1 : 0;
      }
      to.flush();
      progress.add(piece.size(), errors);
    }
    return progress.summary();
  }
}
