package io.mptstreams.engine.tuning.compare;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.compare.JointTasks.Prepared;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.Technique;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Measures what has not been measured yet. */
public final class CompareRunner {

  private static final long TEST_SHUFFLE = 7;

  private final Backbone backbone;
  private final List<Technique> techniques;

  /**
   * @throws IllegalArgumentException if two techniques have one name
   */
  public CompareRunner(Backbone backbone, List<Technique> techniques) {
    this.backbone = backbone;
    this.techniques = List.copyOf(techniques);
    CompareSettings.once("technique", techniques.stream().map(Technique::name).toList());
  }

  /**
   * Reads what a run would read, so that one that comes after hours of training cannot fail then.
   *
   * @throws io.mptstreams.engine.data.InvalidDataException if a task is not there or has too few
   *     rows
   */
  public void check(CompareSettings settings) throws IOException {
    FewShotDraw draws = new FewShotDraw(backbone, settings.maxTokens(), settings.fewer());
    for (String name : settings.tasks()) {
      TaskFolder folder = folder(settings, name);
      test(settings, folder);
      settings.shots().forEach(shots -> draws.draw(folder, shots, 0));
    }
  }

  /**
   * All cells that the settings name, those of earlier runs included.
   *
   * @param progress hears how many cells are missing, and of each new one
   * @throws io.mptstreams.engine.data.InvalidDataException as {@link #check}, before anything is
   *     measured
   */
  public List<Cell> run(CompareSettings settings, CompareProgress progress) throws IOException {
    check(settings);
    CellFile file = new CellFile(settings.cells());
    List<Cell> known = new ArrayList<>(file.read());
    for (Path other : settings.others()) {
      known.addAll(new CellFile(other).readOnly());
    }
    FewShotDraw draws = new FewShotDraw(backbone, settings.maxTokens(), settings.fewer());
    List<TaskFolder> folders =
        settings.tasks().stream().map(name -> folder(settings, name)).toList();
    JointTasks joint = new JointTasks(draws, folders);
    List<Asked> asked = asked(settings, folders, known);
    progress.begins((int) asked.stream().filter(one -> one.known().isEmpty()).count());
    List<Cell> cells = new ArrayList<>();
    for (Asked one : asked) {
      if (one.known().isPresent()) {
        cells.add(one.known().get());
        continue;
      }
      FewShotTask task = draws.draw(one.folder(), one.shots(), one.draw());
      Prepared prepared = joint.prepared(one.technique(), one.shots(), one.draw());
      Cell cell = measure(prepared, one, task);
      file.add(cell);
      progress.measured(cell);
      cells.add(cell);
    }
    return cells;
  }

  /** A cell that the settings name. */
  private record Asked(
      TaskFolder folder,
      TrainingSet test,
      Shots shots,
      int draw,
      Technique technique,
      String basis,
      Optional<Cell> known) {}

  /** In the order in which they are measured. */
  private List<Asked> asked(CompareSettings settings, List<TaskFolder> folders, List<Cell> known) {
    List<String> data = folders.stream().map(TaskFolder::digest).toList();
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      TaskFolder folder = folders.get(i);
      List<String> own = List.of(data.get(i));
      String name = folder.header().name();
      TrainingSet test = test(settings, folder);
      for (Shots shots : settings.shots()) {
        for (int draw = 0; draw < settings.draws(); draw++) {
          for (Technique technique : techniques) {
            String basis =
                Basis.of(
                    backbone.info(),
                    technique.start(),
                    settings.maxTokens(),
                    settings.budget(),
                    technique.joint() ? data : own);
            asked.add(
                new Asked(
                    folder,
                    test,
                    shots,
                    draw,
                    technique,
                    basis,
                    find(known, technique.name(), name, shots, draw, basis, test.size())));
          }
        }
      }
    }
    return asked;
  }

  private static Optional<Cell> find(
      List<Cell> known,
      String method,
      String task,
      Shots shots,
      int draw,
      String basis,
      int testRows) {
    return known.stream()
        .filter(cell -> cell.isFor(method, task, shots, draw))
        .filter(cell -> basis.equals(cell.basis()) && cell.testRows() == testRows)
        .findFirst();
  }

  private static Cell measure(Prepared prepared, Asked asked, FewShotTask task) {
    long start = System.nanoTime();
    TrainingSet test = asked.test();
    Technique technique = prepared.technique();
    try (FittedTask fitted = technique.fit(task)) {
      long learned = System.nanoTime();
      int[] predicted = fitted.predict(test.texts());
      long scored = System.nanoTime();
      return new Cell(
          technique.name(),
          task.name(),
          asked.shots().count(),
          asked.shots().total(),
          asked.draw(),
          asked.basis(),
          task.examples().size(),
          test.size(),
          Scores.accuracy(predicted, test.targets()),
          Scores.macroF1(predicted, test.targets(), task.labels().size()),
          fitted.parameters(),
          fitted.headParameters(),
          prepared.seconds() + (learned - start) / 1e9,
          (scored - learned) / 1e9);
    }
  }

  private static TaskFolder folder(CompareSettings settings, String name) {
    return TaskFolder.all(settings.data()).stream()
        .filter(folder -> folder.header().name().equals(name))
        .filter(folder -> folder.header().isClassification())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidDataException(
                    settings.data() + " has no task " + name + " with labels"));
  }

  private TrainingSet test(CompareSettings settings, TaskFolder folder) {
    List<LabelledText> rows = new ArrayList<>(folder.test());
    Collections.shuffle(rows, new Random(TEST_SHUFFLE));
    return TrainingSet.of(
        rows.subList(0, Math.min(settings.maxTestRows(), rows.size())),
        folder.header().labels(),
        backbone.tokenizer(),
        settings.maxTokens());
  }
}
