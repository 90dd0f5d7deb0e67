package io.mptstreams.engine.tuning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.t5.T5Fixture;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskFactors;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import io.mptstreams.engine.tuning.source.SourceSettings.Distillation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a tiny T5 with random weights: that it learns what it is shown, not how well a T5 does. */
class TextSourceTrainingTest {

  private static final Distillation HEARD = new Distillation(0.5f, 0.5f, 2);

  @TempDir private Path folder;

  private final List<SourceProgress.Moment> moments = new ArrayList<>();
  private T5Fixture t5;
  private Backbone backbone;
  private SourceTraining training;

  @BeforeEach
  void start() throws IOException {
    t5 = T5Fixture.open("t5", Execution.FUSED);
    backbone = t5.backbone();
    training = new SourceTraining(backbone);
    TextTasks.write(folder);
  }

  @AfterEach
  void stop() {
    t5.close();
  }

  @Test
  void learnsATaskWithLabelsAndOneWithout() throws IOException {
    SourceSettings settings =
        TextTasks.settings(
            folder, "out", Optional.empty(), TextTasks.student(60, 0.02f, 60), 40, HEARD);
    Objective objective = Objective.of(backbone, settings);
    SharedPrompt start = SharedPrompts.fromVocabulary(backbone, 4, 7);

    SourceResult result = training.run(settings, moments::add);

    for (int task = 0; task < 2; task++) {
      TaskFactors factors = result.tasks().get(task);
      float[] before = start.compose(start.u(), start.v(), 1);
      float[] after = result.prompt().compose(factors.u(), factors.v(), 1);
      assertThat(crossEntropy(objective, task, after))
          .describedAs(factors.task())
          .isLessThan(crossEntropy(objective, task, before) - 0.3f);
      assertThat(lossesOf("teacher " + factors.task()))
          .satisfies(losses -> assertThat(losses.get(3)).isLessThan(losses.get(0) - 0.3));
    }
    assertThat(objective.validate(state(result), 1))
        .isGreaterThan(objective.validate(state(start), 1));
    assertThat(result.validation())
        .isCloseTo(
            (objective.validate(state(result), 0) + objective.validate(state(result), 1)) / 2,
            within(1e-6));
  }

  @Test
  void goesOnFromAnInterruptionAsIfNothingHadHappened() throws IOException {
    byte[] straight = bytes(settings("straight", Optional.empty(), 6, 2, 0.1f, HEARD));
    SourceSettings interrupted =
        settings("resumed", Optional.of(folder.resolve("ck")), 6, 2, 0.1f, HEARD);

    assertThatThrownBy(
            () ->
                training.run(
                    interrupted,
                    moment -> {
                      if (moment.part().equals("student") && moment.step() == 4) {
                        throw new IllegalStateException("power cut");
                      }
                    }))
        .hasMessage("power cut");
    assertThat(folder.resolve("ck")).exists();

    assertThat(bytes(interrupted)).isEqualTo(straight);
    assertThat(folder.resolve("ck")).doesNotExist();
  }

  @Test
  void hearsItsTeachers() throws IOException {
    byte[] alone =
        bytes(settings("alone", Optional.empty(), 4, 2, 0.1f, new Distillation(0, 0, 2)));
    byte[] logits =
        bytes(settings("logits", Optional.empty(), 4, 2, 0.1f, new Distillation(0.5f, 0, 2)));
    byte[] hidden =
        bytes(settings("hidden", Optional.empty(), 4, 2, 0.1f, new Distillation(0, 0.5f, 2)));

    assertThat(logits).isNotEqualTo(alone).isNotEqualTo(hidden);
    assertThat(hidden).isNotEqualTo(alone);
  }

  @Test
  void writesWhatAScorerReads() throws IOException {
    SourceSettings settings = settings("out", Optional.empty(), 2, 0, 0.1f, HEARD);
    training.run(settings, moments::add);

    TrainedPrompt read = SharedPrompts.readWithSources(settings.output(), 1);
    assertThat(read.sources())
        .extracting(TaskFactors::task)
        .containsExactly(TextTasks.LABELLED, TextTasks.WRITTEN);
    assertThat(Safetensors.read(settings.output()).tensors())
        .containsOnlyKeys(
            "shared_prompt",
            "u",
            "v",
            "tasks.lamp.u",
            "tasks.lamp.v",
            "tasks.lists.u",
            "tasks.lists.v");
    TaskParameters task =
        new ColdStart(backbone).of(read.prompt(), TextTasks.LABELS, TextTasks.LABELS);
    List<ScoringResult> scored =
        new OfflineScorer(backbone, EngineSettings.defaults())
            .score(
                read.prompt(),
                new TaskModel("lamp", 1, 1, task),
                List.of(new ScoringRequest("lamp", "the lamp shines", Optional.empty())));
    assertThat(scored.get(0).labels()).isEqualTo(TextTasks.LABELS);
  }

  @Test
  void namesTheSourceTasksWhoseLossIsNotANumber() {
    assertThatThrownBy(
            () ->
                training.run(
                    settings("t", Optional.empty(), 2, 3, Float.MAX_VALUE, HEARD), moments::add))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith("teacher of lamp: the loss of step ");
    assertThatThrownBy(
            () ->
                training.run(
                    settings("s", Optional.empty(), 4, 0, Float.MAX_VALUE, HEARD), moments::add))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageMatching("source tasks \\[l.*\\]: the loss of step \\d is NaN.*");
  }

  @Test
  void leavesTheGenerationTaskToBackbonesThatWrite() {
    SourceTraining encoder = new SourceTraining(Models.miniLm());
    SourceSettings all = settings("all", Optional.empty(), 2, 0, 0.1f, HEARD);
    SourceSettings named =
        new SourceSettings(
            all.data(),
            List.of(TextTasks.LABELLED, TextTasks.WRITTEN),
            all.output(),
            all.checkpoint(),
            all.promptLength(),
            all.rank(),
            all.maxTokens(),
            all.validationRows(),
            all.seed(),
            all.budget(),
            all.student(),
            all.teachers(),
            all.distillation(),
            all.without(),
            all.command());

    assertThatThrownBy(() -> encoder.run(named, moments::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("task lists has no labels, and this backbone only classifies");
    assertThatThrownBy(() -> encoder.run(all, moments::add))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageEndingWith("has 1 source tasks that this backbone can learn, needed are 2");
  }

  /** Mean over the target tokens of a task's train rows. */
  private float crossEntropy(Objective objective, int task, float[] prompt) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off();
        NDManager manager = backbone.newManager()) {
      scope.suppressNotUsedWarning();
      int[] rows = IntStream.range(0, objective.data().tasks().get(task).train().size()).toArray();
      return objective.teacher(manager, task, prompt).loss(manager, rows).getFloat();
    }
  }

  private List<Double> lossesOf(String part) {
    return moments.stream()
        .filter(moment -> moment.part().startsWith(part))
        .map(SourceProgress.Moment::loss)
        .toList();
  }

  private static StudentState state(SharedPrompt prompt) {
    return state(prompt, List.of(prompt.u(), prompt.u()), List.of(prompt.v(), prompt.v()));
  }

  private static StudentState state(SourceResult result) {
    return state(
        result.prompt(),
        result.tasks().stream().map(TaskFactors::u).toList(),
        result.tasks().stream().map(TaskFactors::v).toList());
  }

  private static StudentState state(SharedPrompt prompt, List<float[]> u, List<float[]> v) {
    return new StudentState(
        prompt.length(), prompt.width(), 1, prompt.values(), joined(u), joined(v), List.of());
  }

  private static float[] joined(List<float[]> rows) {
    float[] all = Arrays.copyOf(rows.get(0), 2 * rows.get(0).length);
    System.arraycopy(rows.get(1), 0, all, rows.get(0).length, rows.get(0).length);
    return all;
  }

  /** What a run learned, all tensors of its file. */
  private byte[] bytes(SourceSettings settings) throws IOException {
    training.run(settings, moments::add);
    return Safetensors.bytes(
        new Checkpoint(Safetensors.read(settings.output()).tensors(), Map.of()));
  }

  private SourceSettings settings(
      String output,
      Optional<Path> checkpoint,
      int steps,
      int teacherSteps,
      float rate,
      Distillation weights) {
    return TextTasks.settings(
        folder, output, checkpoint, TextTasks.student(steps, rate, 2), teacherSteps, weights);
  }
}
