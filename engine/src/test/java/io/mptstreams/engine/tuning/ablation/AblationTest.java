package io.mptstreams.engine.tuning.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.compare.Cell;
import io.mptstreams.engine.tuning.compare.CompareReport;
import io.mptstreams.engine.tuning.compare.Shots;
import io.mptstreams.engine.tuning.source.SourceProgress;
import io.mptstreams.engine.tuning.source.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationTest {

  @TempDir private Path folder;

  private final Backbone backbone = Models.miniLm();
  private final Ablation ablation = new Ablation(backbone);
  private final List<SourceProgress.Moment> trainings = new ArrayList<>();
  private final List<Cell> measured = new ArrayList<>();

  @BeforeEach
  void writeThreeTasks() throws IOException {
    for (String name : List.of("one", "two", "kept-out")) {
      Path task = Files.createDirectories(folder.resolve("tasks").resolve(name));
      Files.writeString(
          task.resolve("task.json"),
          """
          {"name": "%s", "kind": "single", "role": "source", "labels": ["type one", "type two"]}
          """
              .formatted(name));
      Files.writeString(task.resolve("train.jsonl"), lines(DeskTask.train()));
      Files.writeString(task.resolve("test.jsonl"), lines(DeskTask.test()));
    }
  }

  @Test
  void measuresEveryVariantOnWhatItsSourcesDoNotHold() throws IOException {
    AblationSettings settings =
        settings(2, "full", "no-decomposition", "no-sampling", "random-prompt", "rank-2");

    AblationReport report = ablation.run(settings, trainings::add, measured::add);

    assertThat(report.macro())
        .extracting(CompareReport.Macro::method)
        .containsExactlyElementsOf(settings.variants());
    assertThat(report.rows()).allMatch(row -> row.task().equals("kept-out"));
    // Rank 13 is what mpt has, and a task without decomposition has the whole prompt to itself.
    assertThat(report.rows())
        .extracting(CompareReport.Row::parameters)
        .containsExactly(
            13L * (rows() + 384),
            384L * rows(),
            13L * (rows() + 384),
            13L * (rows() + 384),
            2L * (rows() + 384));
    assertThat(report.sources())
        .extracting(AblationReport.Source::variant)
        .containsExactly("full", "no-decomposition", "no-sampling", "rank-2");
    assertThat(report.lines()).anyMatch(line -> line.contains("full minus this"));
    assertThat(report.lines()).anyMatch(line -> line.startsWith("| no-sampling | 2 |"));
  }

  @Test
  void doesNothingTwice() throws IOException {
    ablation.run(settings(2, "full"), trainings::add, measured::add);
    trainings.clear();
    measured.clear();

    AblationReport report =
        ablation.run(settings(2, "full", "shared-trained"), trainings::add, measured::add);

    assertThat(trainings).isEmpty();
    assertThat(measured).extracting(Cell::method).containsExactly("shared-trained");
    assertThat(report.macro()).hasSize(2);
  }

  @Test
  void refusesAFolderOfOtherSettings() throws IOException {
    ablation.run(settings(2, "full"), trainings::add, measured::add);

    assertThatThrownBy(() -> ablation.run(settings(3, "full"), trainings::add, measured::add))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("full.safetensors was made with other settings");
  }

  @Test
  void namesWhatCannotBeAblated() {
    assertThatThrownBy(() -> ablation.run(settings(2, "magic"), trainings::add, measured::add))
        .hasMessageStartingWith("there is no variant magic, there are [full, no-logits");
    assertThatThrownBy(
            () ->
                new AblationSettings(
                    source(2),
                    List.of("one"),
                    List.of("full"),
                    List.of(Shots.full()),
                    1,
                    9,
                    folder))
        .hasMessage("tasks [one] are both sources and held out");
  }

  private int rows() {
    return backbone.promptRows(2);
  }

  @Test
  void anUnknownTaskIsNamedBeforeAnythingIsTrained() {
    AblationSettings known = settings(2, "full");
    AblationSettings unknown =
        new AblationSettings(
            known.source(),
            List.of("magic"),
            known.variants(),
            known.shots(),
            known.draws(),
            known.maxTestRows(),
            known.folder());

    assertThatThrownBy(() -> ablation.run(unknown, trainings::add, measured::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("magic");
    assertThat(trainings).isEmpty();
  }

  private AblationSettings settings(int steps, String... variants) {
    return new AblationSettings(
        source(steps),
        List.of("kept-out"),
        List.of(variants),
        List.of(Shots.perClass(2)),
        1,
        4,
        folder.resolve("out"));
  }

  private SourceSettings source(int steps) {
    return new SourceSettings(
        folder,
        List.of("one", "two"),
        folder,
        Optional.empty(),
        2,
        1,
        16,
        4,
        7,
        Duration.ofMinutes(5),
        new SourceSettings.Student(steps, 4, 0, 1, 1e-2f, 1e-2f, 5e-2f, 1e-5f, 1, 20, 2, 100, 4),
        new SourceSettings.Teachers(1, 2, 1e-2f, 5e-2f),
        new SourceSettings.Distillation(0.5f, 0.5f, 2),
        Set.of(),
        "test");
  }

  private static String lines(List<LabelledText> rows) {
    StringBuilder lines = new StringBuilder();
    for (LabelledText row : rows) {
      lines.append("{\"text\": \"%s\", \"label\": \"%s\"}%n".formatted(row.text(), row.label()));
    }
    return lines.toString();
  }
}
