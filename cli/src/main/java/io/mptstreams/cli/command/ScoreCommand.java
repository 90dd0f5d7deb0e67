package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.model.ModelSource;
import io.mptstreams.cli.model.OfflineScores;
import io.mptstreams.cli.model.ServedModels;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Json;
import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.cli.task.RowsFile;
import io.mptstreams.cli.task.TaskFile;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
      "Score a file of JSON Lines, {\"text\", \"text_pair\", \"id\"}, for one task.",
      "With --definition it needs no Kafka and answers as version 1; with --task it reads the task "
          + "and its newest version from the topics."
    })
final class ScoreCommand implements Callable<Integer> {

  private static final int PIECE = 512;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "JSON Lines; - is standard input.")
  private String file;

  @Option(names = "--definition", paramLabel = "FILE", description = "A task.json, or its folder.")
  private Path definition;

  @Option(names = "--task", description = "A registered task.")
  private String task;

  @Override
  public Integer call() throws IOException {
    if ((definition == null) == (task == null)) {
      throw CommandException.usage("give --definition or --task, one of the two");
    }
    ScorerSettings settings =
        ScorerSettings.from(new ConfigValues(Connection.withLocalDefaults(config.values())));
    try (Backbone backbone = Backbones.open(settings.backbone())) {
      SharedPrompt own = ScorerApp.ownPrompt(backbone, settings);
      ModelSource source = definition == null ? served(backbone, own) : cold(backbone, own);
      score(new OfflineScores(backbone, source));
    }
    return ExitCode.OK.number();
  }

  private ModelSource cold(Backbone backbone, SharedPrompt own) {
    return new ModelSource(
        ColdModels.versionOne(backbone, own, TaskFile.read(definition, Instant.now())), own);
  }

  private ModelSource served(Backbone backbone, SharedPrompt own) {
    try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
      TopicContents contents = new TopicContents(cluster);
      List<SharedPrompt> prompts = new ArrayList<>(List.of(own));
      for (SharedPromptRecord record : contents.latest(cluster.topics().sharedPrompts()).values()) {
        prompts.removeIf(p -> p.version() == record.version());
        prompts.add(ServedModels.prompt(record));
      }
      Optional<TaskUpdate> update = contents.latest(cluster.topics().taskUpdates(), task);
      if (update.isEmpty()) {
        SharedPrompt first = version(prompts, 1);
        return new ModelSource(
            ColdModels.versionOne(backbone, first, TaskCommand.find(cluster, task)), first);
      }
      return new ModelSource(
          ServedModels.model(update.get()), version(prompts, update.get().sharedPromptVersion()));
    }
  }

  private static SharedPrompt version(List<SharedPrompt> prompts, long version) {
    return prompts.stream()
        .filter(p -> p.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.NOT_READY, "shared prompt " + version + " is not on its topic"));
  }

  private void score(OfflineScores scores) throws IOException {
    long done = 0;
    try (BufferedReader reader = LinesInput.open(file);
        Stream<LabelledRow> rows = RowsFile.rows(reader, file)) {
      Iterator<LabelledRow> all = rows.iterator();
      while (all.hasNext()) {
        List<LabelledRow> piece = new ArrayList<>();
        while (all.hasNext() && piece.size() < PIECE) {
          piece.add(all.next());
        }
        scores.score(piece, done).forEach(scored -> output.out().println(Json.line(scored)));
        output.out().flush();
        done += piece.size();
        output.say(done + " scored");
      }
    }
  }
}
