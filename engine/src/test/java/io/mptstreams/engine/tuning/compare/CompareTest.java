package io.mptstreams.engine.tuning.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import io.mptstreams.engine.tuning.technique.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {

  @TempDir private Path folder;

  private final Backbone backbone = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 2, 1);
  private final Techniques techniques = techniques(prompt);
  private final CompareRunner runner =
      new CompareRunner(
          backbone, List.of(techniques.named("probe"), techniques.named("label-prior-probe")));
  private final List<Cell> measured = new ArrayList<>();

  @BeforeEach
  void writeTask() throws IOException {
    Files.writeString(
        folder.resolve("task.json"),
        "{\"name\": \"desk\", \"kind\": \"single\", \"labels\": [\"type one\", \"type two\"]}");
    Path task = Files.createDirectories(folder.resolve("tasks/desk"));
    Files.move(folder.resolve("task.json"), task.resolve("task.json"));
    Files.writeString(task.resolve("train.jsonl"), lines(DeskTask.train()));
    Files.writeString(task.resolve("test.jsonl"), lines(DeskTask.test()));
  }

  @Test
  void measuresEveryCellOnceOverAnInterruption() throws IOException {
    List<Cell> first = runner.run(settings(List.of(Shots.perClass(4)), 2), measured::add);
    String cut = Files.readString(folder.resolve("cells.jsonl"));
    Files.writeString(folder.resolve("cells.jsonl"), cut.substring(0, cut.length() - 20));
    measured.clear();

    List<Cell> second =
        runner.run(settings(List.of(Shots.perClass(4), Shots.full()), 2), measured::add);

    assertThat(first).hasSize(4);
    assertThat(measured).hasSize(5);
    assertThat(second).hasSize(8);
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i).accuracy()).isEqualTo(first.get(i).accuracy());
    }
  }

  @Test
  void givesTheNextCellALineOfItsOwn() throws IOException {
    CompareSettings settings = settings(List.of(Shots.perClass(4)), 1);
    runner.run(settings, measured::add);
    Files.writeString(settings.cells(), Files.readString(settings.cells()).stripTrailing());

    runner.run(settings(List.of(Shots.perClass(4)), 2), measured::add);
    measured.clear();
    runner.run(settings(List.of(Shots.perClass(4)), 2), measured::add);

    assertThat(measured).isEmpty();
  }

  @Test
  void namesItsCellsAsAllJsonAndRefusesThoseOfAnotherVersion() throws IOException {
    CompareSettings settings = settings(List.of(Shots.perClass(4)), 1);
    runner.run(settings, measured::add);
    String cells = Files.readString(settings.cells());
    assertThat(cells).contains("\"test_rows\":", "\"macro_f1\":").doesNotContain("shots");

    assertNoCells(settings, cells.replace("test_rows", "testRows"));
    assertNoCells(settings, cells.replaceAll("\"examples\":[0-9]+,", ""));
  }

  private void assertNoCells(CompareSettings settings, String cells) throws IOException {
    Files.writeString(settings.cells(), cells);

    assertThatThrownBy(() -> runner.run(settings, measured::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            settings.cells()
                + " line 1 is no cell of this version of the program; remove the file, or name another");
    assertThat(settings.cells()).hasContent(cells);
  }

  @Test
  void namesTheClassThatHasTooFewRows() {
    assertThatThrownBy(() -> runner.run(settings(List.of(Shots.perClass(9)), 1), measured::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("task desk has 8 train rows of label type one, needed are 9");
  }

  @Test
  void takesAllRowsOfASmallClassWhereThatIsAllowed() throws IOException {
    List<LabelledText> train = DeskTask.train();
    Files.writeString(
        folder.resolve("tasks/desk/train.jsonl"), lines(train.subList(3, train.size())));
    CompareSettings settings = settings(List.of("desk"), List.of(Shots.perClass(7)), true, 1);

    List<Cell> cells = runner.run(settings, measured::add);

    assertThat(cells).extracting(Cell::examples).containsExactly(5 + 7, 5 + 7);
    // What was allowed once is not what another run, which finds the cells, asked for.
    assertThatThrownBy(() -> runner.run(settings(settings.shots(), 1), measured::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("task desk has 5 train rows of label type one, needed are 7");
  }

  @Test
  void namesTheClassThatHasNoRows() throws IOException {
    Files.writeString(
        folder.resolve("tasks/desk/train.jsonl"),
        lines(DeskTask.train().stream().filter(row -> row.label().equals("type one")).toList()));

    assertThatThrownBy(() -> runner.run(settings(List.of(Shots.full()), 1), measured::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageEndingWith("train.jsonl has no row of label [type two]");
  }

  @Test
  void drawsAcrossClassesAndNamesATrainPartThatIsTooSmall() throws IOException {
    List<Cell> cells = runner.run(settings(List.of(Shots.inTotal(5)), 1), measured::add);

    assertThat(cells).allMatch(cell -> cell.total() && cell.k() == 5);
    assertThatThrownBy(() -> runner.run(settings(List.of(Shots.inTotal(99)), 1), measured::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("task desk has 16 train rows, needed are 99");
  }

  @Test
  void takesCellsOfOtherPiecesButNotOfAnotherStart() throws IOException {
    CompareSettings piece = settings(List.of(Shots.perClass(4)), 1);
    Technique mpt = techniques.named("mpt");
    Technique probe = techniques.named("probe");
    new CompareRunner(backbone, List.of(mpt, probe)).run(piece, measured::add);
    CompareSettings merged =
        new CompareSettings(
            folder,
            piece.tasks(),
            piece.shots(),
            false,
            1,
            10,
            32,
            GradientBudget.defaults(),
            folder.resolve("merged.jsonl"),
            List.of(piece.cells()));
    measured.clear();

    assertThat(new CompareRunner(backbone, List.of(mpt, probe)).run(merged, measured::add))
        .hasSize(2);
    assertThat(measured).isEmpty();

    Technique other = techniques(SharedPrompts.fromVocabulary(backbone, 2, 2)).named("mpt");
    new CompareRunner(backbone, List.of(other, probe)).run(merged, measured::add);
    assertThat(measured).extracting(Cell::method).containsExactly("mpt");
  }

  @Test
  void measuresAgainWhenTheRowsAreOthers() throws IOException {
    CompareSettings settings = settings(List.of(Shots.perClass(4)), 1);
    runner.run(settings, measured::add);
    Path train = folder.resolve("tasks/desk/train.jsonl");
    Files.writeString(train, Files.readString(train).replace("\"text\": \"", "\"text\": \"So: "));
    measured.clear();

    runner.run(settings, measured::add);

    assertThat(measured).hasSize(2);
  }

  @Test
  void refusesWhatIsNamedTwiceAndZeroExamples() {
    assertThatThrownBy(() -> settings(List.of("desk", "desk"), List.of(Shots.full()), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a task is named twice: [desk, desk]");
    assertThatThrownBy(() -> settings(List.of(Shots.perClass(4), Shots.perClass(4)), 1))
        .hasMessage("a k is named twice: [4, 4]");
    Technique probe = techniques.named("probe");
    assertThatThrownBy(() -> new CompareRunner(backbone, List.of(probe, probe)))
        .hasMessage("a technique is named twice: [probe, probe]");
    assertThatThrownBy(() -> Shots.perClass(0)).hasMessage("k must be at least 1, or full, was 0");
  }

  @Test
  void measuresWhatIsLearnedTogetherAgainWhenTheTasksAreOthers() throws IOException {
    CompareRunner both =
        new CompareRunner(
            backbone, List.of(techniques.named("mpt-together"), techniques.named("probe")));
    both.run(settings(List.of(Shots.perClass(4)), 1), measured::add);
    copyTask("desk", "counter");

    both.run(settings(List.of("desk", "counter"), List.of(Shots.perClass(4)), 1), measured::add);

    assertThat(measured)
        .extracting(cell -> cell.task() + " " + cell.method())
        .containsExactly(
            "desk mpt-together",
            "desk probe",
            "desk mpt-together",
            "counter mpt-together",
            "counter probe");
    // P* counts in full for a task alone and by half for one of two: 6 · 2 · 384 numbers.
    assertThat(measured.get(0).parameters() - measured.get(2).parameters()).isEqualTo(2304);
  }

  @Test
  void averagesTasksAndPairsTechniques() {
    List<Cell> cells = new ArrayList<>();
    double[][] mpt = {{0.9, 0.8}, {0.6, 0.7}};
    double[][] probe = {{0.8, 0.7}, {0.5, 0.6}};
    for (int task = 0; task < 2; task++) {
      for (int draw = 0; draw < 2; draw++) {
        cells.add(cell("mpt", "t" + task, draw, mpt[task][draw]));
        cells.add(cell("probe", "t" + task, draw, probe[task][draw]));
      }
    }

    CompareReport report = CompareReport.of(cells, "mpt");

    assertThat(report.rows()).hasSize(4);
    CompareReport.Macro own = report.macro().get(0);
    CompareReport.Macro other = report.macro().get(1);
    assertThat(own.accuracy()).isCloseTo(0.75, within(1e-12));
    assertThat(own.behind()).isZero();
    assertThat(other.accuracy()).isCloseTo(0.65, within(1e-12));
    // Every pair differs by 0.1, so the interval is a point however wide the accuracies spread.
    assertThat(other.behindLow()).isCloseTo(0.1, within(1e-9));
    assertThat(other.behindHigh()).isCloseTo(0.1, within(1e-9));
    assertThat(other.low()).isLessThan(0.6);
    assertThat(CompareTable.lines(report)).hasSize(4);
    assertThat(CompareTable.lines(report).get(2)).startsWith("| mpt | 75.0 | 0.0 |");
  }

  @Test
  void scoresByHand() {
    int[] actual = {0, 0, 0, 1};
    int[] predicted = {0, 0, 1, 1};

    assertThat(Scores.accuracy(predicted, actual)).isEqualTo(0.75);
    // F1 of label 0 is 2·2/(2+3) = 0.8, of label 1 2·1/(2+1) = 2/3
    assertThat(Scores.macroF1(predicted, actual, 3)).isCloseTo((0.8 + 2.0 / 3) / 2, within(1e-12));
  }

  private Techniques techniques(SharedPrompt start) {
    return new Techniques(
        backbone, TrainedPrompt.alone(start), Optional.empty(), GradientBudget.defaults());
  }

  private void copyTask(String name, String copy) throws IOException {
    Path from = folder.resolve("tasks").resolve(name);
    Path to = Files.createDirectories(folder.resolve("tasks").resolve(copy));
    for (String file : List.of("train.jsonl", "test.jsonl")) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
    String header = Files.readString(from.resolve("task.json"));
    Files.writeString(to.resolve("task.json"), header.replace(name, copy));
  }

  private CompareSettings settings(List<Shots> shots, int draws) {
    return settings(List.of("desk"), shots, draws);
  }

  private CompareSettings settings(List<String> tasks, List<Shots> shots, int draws) {
    return settings(tasks, shots, false, draws);
  }

  private CompareSettings settings(
      List<String> tasks, List<Shots> shots, boolean fewer, int draws) {
    return new CompareSettings(
        folder,
        tasks,
        shots,
        fewer,
        draws,
        10,
        32,
        GradientBudget.defaults(),
        folder.resolve("cells.jsonl"),
        List.of());
  }

  private static Cell cell(String method, String task, int draw, double accuracy) {
    return new Cell(
        method, task, 16, false, draw, "b", 32, 100, accuracy, accuracy, 394, 768, 1, 1);
  }

  private static String lines(List<LabelledText> rows) {
    StringBuilder lines = new StringBuilder();
    for (LabelledText row : rows) {
      lines.append("{\"text\": \"%s\", \"label\": \"%s\"}%n".formatted(row.text(), row.label()));
    }
    return lines.toString();
  }
}
