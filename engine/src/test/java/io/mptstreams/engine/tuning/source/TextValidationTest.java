package io.mptstreams.engine.tuning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.t5.T5Fixture;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.engine.tuning.LabelledText;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a tiny T5 with random weights. */
class TextValidationTest {

  /** Of these the random weights prefer now one and now the other. */
  private static final List<String> LABELS = List.of("out", "difficult");

  private static final List<String> TEXTS =
      TextTasks.lamp().stream().map(LabelledText::text).toList();

  private T5Fixture t5;
  private SharedPrompt prompt;
  private TextValidation validation;

  @BeforeEach
  void start() {
    t5 = T5Fixture.open("t5", Execution.FUSED);
    prompt = SharedPrompts.fromVocabulary(t5.backbone(), 4, 7);
    validation = new TextValidation(t5.backbone(), t5.model());
  }

  @AfterEach
  void stop() {
    t5.close();
  }

  @Test
  void isTheShareOfRowsThatAScorerAnswersRight() {
    List<ScoringResult> answers = answers();
    List<String> first = answers.stream().map(answer -> LABELS.get(answer.best())).toList();
    List<String> halfWrong =
        IntStream.range(0, first.size())
            .mapToObj(i -> i % 2 == 0 ? first.get(i) : other(first.get(i)))
            .toList();

    assertThat(first).contains(LABELS.get(0), LABELS.get(1));
    assertThat(validation.of(task(LABELS, first), prompt.values())).isEqualTo(1);
    assertThat(validation.of(task(LABELS, halfWrong), prompt.values())).isEqualTo(0.5);
  }

  @Test
  void isTheGeometricMeanOfTheReferencesTokensWithoutLabels() {
    TextTask task = task(List.of(), TEXTS.stream().map(text -> "somebody said " + text).toList());
    double sum = 0;
    int tokens = 0;
    for (int i = 0; i < TEXTS.size(); i++) {
      sum += logLikelihood(task, i);
      tokens += task.validation().targets().get(i).length;
    }

    assertThat(validation.of(task, prompt.values()))
        .isBetween(0.0, 1.0)
        .isCloseTo(Math.exp(sum / tokens), within(1e-4 * Math.exp(sum / tokens)));
  }

  private List<ScoringResult> answers() {
    TaskModel model =
        new TaskModel("lamp", 1, 1, new ColdStart(t5.backbone()).of(prompt, LABELS, LABELS));
    return new OfflineScorer(t5.backbone(), EngineSettings.defaults())
        .score(
            prompt,
            model,
            TEXTS.stream()
                .map(text -> new ScoringRequest("lamp", text, Optional.empty()))
                .toList());
  }

  private double logLikelihood(TextTask task, int row) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off();
        NDManager manager = t5.backbone().newManager()) {
      scope.suppressNotUsedWarning();
      EncodedTexts encoded =
          t5.model()
              .encode(
                  task.validation().batch(new int[] {row}),
                  manager.create(prompt.values(), new Shape(1, prompt.length(), prompt.width())));
      return t5.model()
          .logLikelihoods(encoded, task.validation().targets(new int[] {row}))
          .getFloat();
    }
  }

  private TextTask task(List<String> labels, List<String> targets) {
    List<LabelledText> rows =
        IntStream.range(0, TEXTS.size())
            .mapToObj(i -> new LabelledText(TEXTS.get(i), Optional.empty(), targets.get(i)))
            .toList();
    return TextTask.of(
        new SourceTask("lamp", labels, labels, rows, rows), t5.backbone().tokenizer(), 32);
  }

  private static String other(String label) {
    return LABELS.get(1 - LABELS.indexOf(label));
  }
}
