package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.data.TaskHeader;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The source tasks of a run.
 *
 * @param digest SHA-256 over names and train files, so that a prompt says what it was made from
 */
record SourceData(List<SourceTask> tasks, String digest) {

  SourceData {
    tasks = List.copyOf(tasks);
  }

  /**
   * Reads, checks, splits and tokenises. Test parts are not opened.
   *
   * @throws InvalidDataException naming the task, or file and line
   */
  static SourceData read(SourceSettings settings, Backbone backbone) {
    List<TaskFolder> folders = choose(settings, TaskFolder.all(settings.data()));
    MessageDigest digest = sha256();
    List<SourceTask> tasks = new ArrayList<>();
    for (TaskFolder folder : folders) {
      try {
        digest.update(folder.header().name().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(folder.trainFile()));
      } catch (IOException e) {
        throw new InvalidDataException("cannot read " + folder.trainFile(), e);
      }
      tasks.add(task(settings, backbone, folder));
    }
    return new SourceData(tasks, HexFormat.of().formatHex(digest.digest()));
  }

  private static List<TaskFolder> choose(SourceSettings settings, List<TaskFolder> all) {
    if (settings.tasks().isEmpty()) {
      List<TaskFolder> sources =
          all.stream()
              .filter(folder -> folder.header().role().equals("source"))
              .filter(folder -> folder.header().isClassification())
              .toList();
      if (sources.size() < 2) {
        throw new InvalidDataException(
            settings.data() + " has " + sources.size() + " source tasks with labels, needed are 2");
      }
      return sources;
    }
    List<TaskFolder> chosen = new ArrayList<>();
    for (String name : settings.tasks()) {
      chosen.add(
          all.stream()
              .filter(folder -> folder.header().name().equals(name))
              .filter(folder -> folder.header().isClassification())
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidDataException(
                          settings.data() + " has no task " + name + " with labels")));
    }
    return chosen;
  }

  private static SourceTask task(SourceSettings settings, Backbone backbone, TaskFolder folder) {
    TaskHeader header = folder.header();
    List<LabelledText> rows = new ArrayList<>(folder.trainOfEveryLabel());
    Collections.shuffle(rows, new Random(settings.seed()));
    int held = Math.min(settings.validationRows(), rows.size() / 4);
    if (held < 1) {
      throw new InvalidDataException(
          folder.trainFile() + " has " + rows.size() + " rows, too few to hold some out");
    }
    List<TokenizedText> descriptions = new ArrayList<>();
    for (int c = 0; c < header.labels().size(); c++) {
      String text = ColdStart.describe(header.labels().get(c), header.phrases().get(c));
      descriptions.add(backbone.tokenizer().tokenize(text, Optional.empty(), settings.maxTokens()));
    }
    return new SourceTask(
        header.name(),
        header.labels(),
        descriptions,
        TrainingSet.of(
            rows.subList(held, rows.size()),
            header.labels(),
            backbone.tokenizer(),
            settings.maxTokens()),
        TrainingSet.of(
            rows.subList(0, held), header.labels(), backbone.tokenizer(), settings.maxTokens()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
