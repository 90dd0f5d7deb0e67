package io.mptstreams.engine.tuning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskFactors;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import io.mptstreams.engine.tuning.source.SourceSettings.Part;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTrainingTest {

  @TempDir private Path folder;

  private final Backbone backbone = Models.miniLm();
  private final SourceTraining training = new SourceTraining(backbone);
  private final List<SourceProgress.Moment> moments = new ArrayList<>();

  @BeforeEach
  void writeTwoTasks() throws IOException {
    writeTask("desk", DeskTask.train());
    List<LabelledText> swapped = new ArrayList<>();
    for (LabelledText row : DeskTask.test()) {
      String other = DeskTask.LABELS.get(1 - DeskTask.LABELS.indexOf(row.label()));
      swapped.add(new LabelledText(row.text(), Optional.empty(), other));
    }
    writeTask("desk-swapped", swapped);
  }

  @Test
  void writesAPromptThatSaysHowItWasMade() throws IOException {
    SourceResult result = training.run(settings("out", 6, 2, Optional.empty()), moments::add);

    SharedPrompt read = SharedPrompts.read(folder.resolve("out"), 1);
    Checkpoint file = Safetensors.read(folder.resolve("out"));
    assertThat(read.values()).isEqualTo(result.prompt().values());
    assertThat(read.u()).isEqualTo(result.prompt().u());
    assertThat(read.backboneDigest()).isEqualTo(backbone.info().digest());
    assertThat(result.tasks()).extracting(TaskFactors::task).contains("desk", "desk-swapped");
    assertThat(file.tensor("tasks.desk.u", backbone.promptRows(3), 1)).isNotNull();
    assertThat(file.meta("command")).isEqualTo("distill");
    assertThat(file.meta("seed")).isEqualTo("7");
    assertThat(file.meta("data_digest")).hasSize(64);
    assertThat(moments)
        .extracting(SourceProgress.Moment::part)
        .contains("teacher desk (1 of 2)", "student");
    assertThat(result.steps()).isEqualTo(6);
  }

  @Test
  void goesOnFromAnInterruptionAsIfNothingHadHappened() throws IOException {
    SharedPrompt straight =
        training.run(settings("straight", 6, 2, Optional.empty()), moments::add).prompt();
    SourceSettings interrupted = settings("resumed", 6, 2, Optional.of(folder.resolve("ck")));

    assertThatThrownBy(
            () ->
                training.run(
                    interrupted,
                    moment -> {
                      if (moment.part().equals("student") && moment.step() == 6) {
                        throw new IllegalStateException("power cut");
                      }
                    }))
        .hasMessage("power cut");
    assertThat(folder.resolve("ck")).exists();
    List<SourceProgress.Phase> phases = new ArrayList<>();
    SharedPrompt resumed = training.run(interrupted, hearing(phases)).prompt();

    assertThat(phases)
        .extracting(SourceProgress.Phase::name)
        .containsExactly("the teachers", "the student", "the labels");
    // What the first run did says nothing about the second one's pace.
    assertThat(phases.get(0).done()).isEqualTo(phases.get(0).steps());
    assertThat(phases.get(1).done()).isPositive();
    assertThat(resumed.values()).isEqualTo(straight.values());
    assertThat(resumed.u()).isEqualTo(straight.u());
    assertThat(resumed.v()).isEqualTo(straight.v());
    assertThat(folder.resolve("ck")).doesNotExist();
  }

  private static SourceProgress hearing(List<SourceProgress.Phase> phases) {
    return new SourceProgress() {

      @Override
      public void at(Moment moment) {}

      @Override
      public void begins(Phase phase) {
        phases.add(phase);
      }
    };
  }

  @Test
  void refusesTheCheckpointOfAnotherRun() throws IOException {
    Path checkpoint = folder.resolve("ck");
    Safetensors.write(
        checkpoint, new Checkpoint(java.util.Map.of(), java.util.Map.of("fingerprint", "other")));

    assertThatThrownBy(
            () -> training.run(settings("out", 2, 0, Optional.of(checkpoint)), moments::add))
        .hasMessageContaining("belongs to a run with other settings, data or backbone");
  }

  @Test
  void refusesTheCheckpointOfOtherLabelDescriptions() throws IOException {
    SourceSettings settings = settings("out", 4, 0, Optional.of(folder.resolve("ck")));
    assertThatThrownBy(
            () ->
                training.run(
                    settings,
                    moment -> {
                      if (moment.step() == 4) {
                        throw new IllegalStateException("power cut");
                      }
                    }))
        .hasMessage("power cut");
    Path header = folder.resolve("tasks/desk/task.json");
    Files.writeString(
        header,
        Files.readString(header)
            .replaceFirst("\\{", "{\"label_descriptions\": {\"type one\": \"other words\"}, "));

    assertThatThrownBy(() -> training.run(settings, moments::add))
        .hasMessageContaining("belongs to a run with other settings, data or backbone");
  }

  @Test
  void refusesATaskThatIsNamedTwice() {
    SourceSettings d = SourceSettings.defaults(folder, folder.resolve("out"));

    assertThatThrownBy(
            () ->
                new SourceSettings(
                    d.data(),
                    List.of("desk", "desk"),
                    d.output(),
                    d.checkpoint(),
                    d.promptLength(),
                    d.rank(),
                    d.maxTokens(),
                    d.validationRows(),
                    d.seed(),
                    d.budget(),
                    d.student(),
                    d.teachers(),
                    d.distillation(),
                    d.without(),
                    d.command()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("distill.tasks names a task twice: [desk, desk]");
  }

  @Test
  void refusesAFolderAsOutputBeforeItTrains() throws IOException {
    Files.createDirectories(folder.resolve("out"));

    assertThatThrownBy(() -> training.run(settings("out", 2, 0, Optional.empty()), moments::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("out is a folder, the result needs the name of a file");
    assertThat(moments).isEmpty();
  }

  @Test
  void refusesAnOutputThatCannotBeWrittenBeforeItTrains() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(
            () -> training.run(settings("file/out", 2, 0, Optional.empty()), moments::add))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(moments).isEmpty();
  }

  @Test
  void givesEveryTaskAPromptOfItsOwnWithoutDecomposition() throws IOException {
    SourceResult result =
        training.run(
            settings("own", 2, 0, Optional.empty(), Set.of(Part.DECOMPOSITION), 1e-2f),
            moments::add);

    SharedPrompt start = SharedPrompts.fromVocabulary(backbone, 3, 7);
    assertThat(result.prompt().values()).hasSameSizeAs(start.values()).isNotEqualTo(start.values());
    assertThat(result.prompt().u()).isEqualTo(start.u());
    assertThat(result.tasks()).allMatch(task -> Arrays.equals(task.v(), start.v()));
    assertThat(result.metadata()).containsEntry("without", "[DECOMPOSITION]");
  }

  @Test
  void trainsOnePromptForTheMixtureWithoutUpdates() throws IOException {
    SourceResult result =
        training.run(
            settings("mixture", 2, 0, Optional.empty(), Set.of(Part.UPDATES), 1e-2f), moments::add);

    SharedPrompt start = SharedPrompts.fromVocabulary(backbone, 3, 7);
    assertThat(result.prompt().values()).hasSameSizeAs(start.values()).isNotEqualTo(start.values());
    assertThat(result.prompt().u()).isEqualTo(start.u());
    assertThat(result.prompt().v()).isEqualTo(start.v());
    assertThat(Safetensors.read(folder.resolve("mixture")).tensors())
        .containsOnlyKeys("shared_prompt", "u", "v", "label_phrases", "label_coefficients");
  }

  @Test
  void namesTheSourceTasksWhoseLossIsNotANumber() {
    SourceSettings teacher = settings("t", 2, 3, Optional.empty(), Set.of(), 1e30f);
    SourceSettings student = settings("s", 3, 0, Optional.empty(), Set.of(), 1e30f);

    assertThatThrownBy(() -> training.run(teacher, moments::add))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith("teacher of desk: the loss of step ")
        .hasMessageContaining(" is NaN");
    assertThatThrownBy(() -> training.run(student, moments::add))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageMatching("source tasks \\[desk.*\\]: the loss of step 2 is NaN.*");
    assertThat(folder.resolve("t")).doesNotExist();
    assertThat(folder.resolve("s")).doesNotExist();
  }

  @Test
  void namesTheLabelThatASourceTaskHasNoRowOf() throws IOException {
    writeTask(
        "desk", DeskTask.train().stream().filter(row -> row.label().equals("type two")).toList());

    assertThatThrownBy(() -> training.run(settings("out", 2, 0, Optional.empty()), moments::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageEndingWith("train.jsonl has no row of label [type one]");
  }

  private SourceSettings settings(
      String output, int steps, int teacherSteps, Optional<Path> checkpoint) {
    return settings(output, steps, teacherSteps, checkpoint, Set.of(), 1e-2f);
  }

  private SourceSettings settings(
      String output,
      int steps,
      int teacherSteps,
      Optional<Path> checkpoint,
      Set<Part> without,
      float rate) {
    return DeskSources.settings(folder, output, steps, teacherSteps, checkpoint, without, rate);
  }

  private void writeTask(String name, List<LabelledText> rows) throws IOException {
    DeskSources.write(folder, name, rows);
  }
}
