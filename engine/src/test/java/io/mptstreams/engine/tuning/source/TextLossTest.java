package io.mptstreams.engine.tuning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.t5.T5Fixture;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import io.mptstreams.engine.tuning.source.SourceSettings.Distillation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a tiny T5 with random weights. */
class TextLossTest {

  private static final Distillation SILENT = new Distillation(0, 0, 2);
  private static final int LENGTH = 4;
  private static final int LABELLED = 0;
  private static final int WRITTEN = 1;

  /** Two rows with labels, of different lengths, and one without. */
  private static final List<Share> STEP =
      List.of(new Share(LABELLED, new int[] {0, 6}), new Share(WRITTEN, new int[] {1}));

  private T5Fixture t5;
  private NDManager manager;
  private int width;
  private float[] start;
  private float[] other;
  private Student student;
  private List<TextTask> tasks;

  @BeforeEach
  void start() {
    t5 = T5Fixture.open("t5", Execution.FUSED);
    manager = t5.backbone().newManager();
    width = t5.backbone().info().width();
    start = SharedPrompts.fromVocabulary(t5.backbone(), LENGTH, 7).values();
    other = SharedPrompts.fromVocabulary(t5.backbone(), LENGTH, 8).values();
    SourceSettings settings =
        TextTasks.settings(
            Path.of("unused"),
            "unused",
            Optional.empty(),
            TextTasks.student(1, 1e-2f, 1),
            0,
            SILENT);
    student = new Student(manager, settings, width, start, 2, new int[0]);
    tasks =
        List.of(
            TextTask.of(
                new SourceTask(
                    TextTasks.LABELLED,
                    TextTasks.LABELS,
                    TextTasks.LABELS,
                    TextTasks.lamp(),
                    TextTasks.lamp()),
                t5.backbone().tokenizer(),
                16),
            TextTask.of(
                new SourceTask(
                    TextTasks.WRITTEN, List.of(), List.of(), TextTasks.lists(), TextTasks.lists()),
                t5.backbone().tokenizer(),
                16));
  }

  @AfterEach
  void stop() {
    manager.close();
    t5.close();
  }

  @Test
  void isTheMeanCrossEntropyOfAllTargetTokensWithoutTeachers() {
    List<int[]> targets =
        List.of(
            tasks.get(LABELLED).train().targets().get(0),
            tasks.get(LABELLED).train().targets().get(6),
            tasks.get(WRITTEN).train().targets().get(1));
    double sum = 0;
    for (float logLikelihood : logLikelihoods(start, batch(), targets)) {
      sum += logLikelihood;
    }
    int tokens = targets.stream().mapToInt(target -> target.length).sum();

    assertThat(loss(Optional.empty(), new Distillation(1, 1, 2)))
        .isCloseTo(-sum / tokens, within(1e-4));
  }

  @Test
  void hearsNothingNewFromATeacherThatIsTheStudent() {
    double alone = loss(Optional.empty(), SILENT);

    assertThat(loss(teachers(start), new Distillation(1, 0, 2))).isCloseTo(alone, within(1e-5));
    assertThat(loss(teachers(start), new Distillation(0, 1, 2))).isCloseTo(alone, within(1e-5));
  }

  @Test
  void addsTheDivergenceOverLabelsAtATemperature() {
    List<int[]> labels = tasks.get(LABELLED).labelsOf(2);
    TokenBatch batch = new TokenBatch(batch().texts().subList(0, 2));
    float[] taught = logLikelihoods(other, batch, labels);
    float[] read = logLikelihoods(start, batch, labels);
    double divergence = 0;
    for (int row = 0; row < 2; row++) {
      double[] teacher = probabilities(taught[2 * row], taught[2 * row + 1], 3);
      double[] learner = probabilities(read[2 * row], read[2 * row + 1], 3);
      for (int c = 0; c < 2; c++) {
        divergence += teacher[c] * Math.log(teacher[c] / learner[c]);
      }
    }

    double added =
        loss(teachers(other), new Distillation(0.5f, 0, 3)) - loss(Optional.empty(), SILENT);

    assertThat(divergence).isGreaterThan(1e-3);
    assertThat(added).isCloseTo(0.5 * 9 * divergence / 3, within(1e-3 * divergence));
  }

  @Test
  void addsTheDistanceOfAllThatTheDecoderReads() {
    double[] taught = readByTheDecoder(other);
    double[] read = readByTheDecoder(start);
    double squares = 0;
    for (int i = 0; i < read.length; i++) {
      squares += (taught[i] - read[i]) * (taught[i] - read[i]);
    }

    double added =
        loss(teachers(other), new Distillation(0, 0.5f, 2)) - loss(Optional.empty(), SILENT);

    assertThat(added).isPositive().isCloseTo(0.5 * squares / read.length, within(1e-4));
  }

  @Test
  void doesNotAskTeachersWithoutWeight() {
    float[] broken = new float[start.length];
    Arrays.fill(broken, Float.NaN);
    List<Share> written = List.of(STEP.get(1));

    assertThat(loss(teachers(broken), SILENT)).isEqualTo(loss(Optional.empty(), SILENT));
    assertThat(loss(teachers(broken), new Distillation(1, 0, 2), written))
        .isEqualTo(loss(Optional.empty(), SILENT, written));
    assertThat(loss(teachers(broken), new Distillation(1, 0, 2))).isNaN();
  }

  @Test
  void hasTheGradientOfFiniteDifferences() {
    Distillation weights = new Distillation(1, 1, 2);
    NDArray shared = student.parameters().get(0).value();
    float[] gradient = gradient(shared, teachers(other), weights);
    double norm = 0;
    for (float g : gradient) {
      norm += (double) g * g;
    }
    norm = Math.sqrt(norm);
    double step = 3e-4;

    double ahead = lossAt(shared, gradient, step / norm, weights);
    double behind = lossAt(shared, gradient, -step / norm, weights);

    assertThat((ahead - behind) / (2 * step)).isCloseTo(norm, within(0.02 * norm));
  }

  private float[] gradient(NDArray shared, Optional<TeacherBank> bank, Distillation weights) {
    try (NDScope scope = new NDScope();
        GradientMode on = GradientMode.on()) {
      scope.suppressNotUsedWarning();
      GradientMode.backward(
          new TextLoss(t5.model(), tasks, student, bank, weights).of(manager, STEP));
      return shared.getGradient().toFloatArray();
    }
  }

  private double lossAt(NDArray shared, float[] gradient, double factor, Distillation weights) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (factor * gradient[i]);
    }
    try (GradientMode off = GradientMode.off()) {
      shared.set(moved);
    }
    return loss(teachers(other), weights);
  }

  private Optional<TeacherBank> teachers(float[] prompt) {
    Teacher teacher = new Teacher(prompt, new float[0]);
    return TeacherBank.of(manager, List.of(teacher, teacher), width);
  }

  private double loss(Optional<TeacherBank> bank, Distillation weights) {
    return loss(bank, weights, STEP);
  }

  private double loss(Optional<TeacherBank> bank, Distillation weights, List<Share> shares) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      return new TextLoss(t5.model(), tasks, student, bank, weights).of(manager, shares).getFloat();
    }
  }

  private TokenBatch batch() {
    return new TokenBatch(
        List.of(
            tasks.get(LABELLED).train().texts().get(0),
            tasks.get(LABELLED).train().texts().get(6),
            tasks.get(WRITTEN).train().texts().get(1)));
  }

  private EncodedTexts encode(float[] prompt, TokenBatch batch) {
    return t5.model()
        .encode(
            batch,
            manager
                .create(prompt, new Shape(1, LENGTH, width))
                .broadcast(batch.size(), LENGTH, width));
  }

  private float[] logLikelihoods(float[] prompt, TokenBatch batch, List<int[]> targets) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      return t5.model().logLikelihoods(encode(prompt, batch), targets).toFloatArray();
    }
  }

  /** States of all prompt vectors and tokens, without those of padding. */
  private double[] readByTheDecoder(float[] prompt) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      TokenBatch batch = batch();
      float[] states = encode(prompt, batch).states().toFloatArray();
      int row = (LENGTH + batch.maxLength()) * width;
      double[] kept = new double[0];
      for (int i = 0; i < batch.size(); i++) {
        int from = kept.length;
        int size = (LENGTH + batch.texts().get(i).length()) * width;
        kept = Arrays.copyOf(kept, from + size);
        for (int j = 0; j < size; j++) {
          kept[from + j] = states[i * row + j];
        }
      }
      return kept;
    }
  }

  private static double[] probabilities(double first, double second, double temperature) {
    double one = 1 / (1 + Math.exp((second - first) / temperature));
    return new double[] {one, 1 - one};
  }
}
