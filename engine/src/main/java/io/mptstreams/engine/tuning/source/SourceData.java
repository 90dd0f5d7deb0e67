package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.data.TaskHeader;
import io.mptstreams.engine.tuning.LabelledText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The source tasks of a run.
 *
 * @param digest SHA-256 over names and train files, so that a prompt says what it was made from
 */
record SourceData(List<SourceTask> tasks, String digest) {

  SourceData {
    tasks = List.copyOf(tasks);
  }

  /** SHA-256 over what the tasks' task.json say that a run learns from. */
  String labelsDigest() {
    MessageDigest digest = sha256();
    for (SourceTask task : tasks) {
      boolean pairs = task.train().get(0).textPair().isPresent();
      List<Object> said = List.of(task.name(), task.labels(), task.phrases(), pairs);
      digest.update(said.toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Source tasks for a backbone that compares texts with labels: those that are named, or all of
   * role source that have labels.
   *
   * @throws InvalidDataException naming the task, or file and line
   */
  static SourceData withLabels(SourceSettings settings) {
    return read(settings, TaskHeader::isClassification);
  }

  /**
   * Source tasks for a backbone that writes texts: those that are named, or all of role source.
   *
   * @throws InvalidDataException naming the task, or file and line
   */
  static SourceData withTexts(SourceSettings settings) {
    return read(settings, header -> true);
  }

  /** Reads, checks and splits. Test parts are not opened. */
  private static SourceData read(SourceSettings settings, Predicate<TaskHeader> fit) {
    List<TaskFolder> folders = choose(settings, TaskFolder.all(settings.data()), fit);
    MessageDigest digest = sha256();
    List<SourceTask> tasks = new ArrayList<>();
    for (TaskFolder folder : folders) {
      try {
        digest.update(folder.header().name().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(folder.trainFile()));
      } catch (IOException e) {
        throw new InvalidDataException("cannot read " + folder.trainFile(), e);
      }
      tasks.add(task(settings, folder));
    }
    return new SourceData(tasks, HexFormat.of().formatHex(digest.digest()));
  }

  private static List<TaskFolder> choose(
      SourceSettings settings, List<TaskFolder> all, Predicate<TaskHeader> fit) {
    if (settings.tasks().isEmpty()) {
      List<TaskFolder> sources =
          all.stream()
              .filter(folder -> folder.header().role().equals("source"))
              .filter(folder -> fit.test(folder.header()))
              .toList();
      if (sources.size() < 2) {
        throw new InvalidDataException(
            "%s has %d source tasks that this backbone can learn, needed are 2"
                .formatted(settings.data(), sources.size()));
      }
      return sources;
    }
    return settings.tasks().stream().map(name -> named(settings, all, name, fit)).toList();
  }

  private static TaskFolder named(
      SourceSettings settings, List<TaskFolder> all, String name, Predicate<TaskHeader> fit) {
    TaskFolder folder =
        all.stream()
            .filter(one -> one.header().name().equals(name))
            .findFirst()
            .orElseThrow(() -> new InvalidDataException(settings.data() + " has no task " + name));
    if (!fit.test(folder.header())) {
      throw new InvalidDataException(
          "task " + name + " has no labels, and this backbone only classifies");
    }
    return folder;
  }

  private static SourceTask task(SourceSettings settings, TaskFolder folder) {
    TaskHeader header = folder.header();
    List<LabelledText> rows = new ArrayList<>(folder.trainOfEveryLabel());
    Collections.shuffle(rows, new Random(settings.seed()));
    int held = Math.min(settings.validationRows(), rows.size() / 4);
    if (held < 1) {
      throw new InvalidDataException(
          folder.trainFile() + " has " + rows.size() + " rows, too few to hold some out");
    }
    boolean labelled = header.isClassification();
    return new SourceTask(
        header.name(),
        labelled ? header.labels() : List.of(),
        labelled ? header.phrases() : List.of(),
        rows.subList(held, rows.size()),
        rows.subList(0, held));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
