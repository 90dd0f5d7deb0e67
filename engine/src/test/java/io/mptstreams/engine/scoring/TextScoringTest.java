package io.mptstreams.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.t5.T5Fixture;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks on a T5: labels by the likelihood of their names, and texts. */
class TextScoringTest {

  private static final List<String> MOODS = List.of("positive", "no");
  private static final List<String> TOPICS = List.of("transfer money", "numbers", "yes it is");
  private static final GenerationSettings GREEDY_12 = new GenerationSettings(12, 1, 1);

  private T5Fixture fixture;
  private SharedPrompt prompt;
  private BatchingEngine engine;

  @BeforeEach
  void start() {
    fixture = T5Fixture.open("t5", Execution.FUSED);
    prompt = fixture.sharedPrompt();
    engine =
        new BatchingEngine(fixture.backbone(), EngineSettings.defaults().withGeneration(GREEDY_12));
    engine.install(prompt).join();
    engine.install(task("mood", 1, MOODS)).join();
    engine.install(task("topic", 0.5f, TOPICS)).join();
    engine.install(task("story", 2, List.of())).join();
  }

  @AfterEach
  void stop() {
    engine.close();
    fixture.close();
  }

  @Test
  void aTaskStartsWithItsLabelsNamesAndWithoutLabelVectors() {
    TaskParameters cold = engine.coldStart(1, MOODS, List.of("it is good", "")).join();
    TaskParameters writer = engine.coldStart(1, List.of(), List.of()).join();

    assertThat(cold.labels()).isEqualTo(MOODS);
    assertThat(cold.labelVectors()).containsOnly(0).hasSize(2 * prompt.width());
    assertThat(cold.scale()).isEqualTo(1);
    assertThat(cold.u()).isEqualTo(prompt.u());
    assertThat(writer.labels()).isEmpty();
  }

  @Test
  void theProbabilityOfALabelIsThatOfItsNameAmongTheNamesOfAll() {
    // Given log p(name | text) behind the fixture's own prompt, by the model itself
    List<float[]> logs = new ArrayList<>();
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      var composed =
          fixture
              .expected("prompt_u")
              .expandDims(1)
              .matMul(fixture.expected("prompt_v").expandDims(0))
              .mul(fixture.expected("prompt_shared"));
      EncodedTexts encoded =
          fixture.model().encode(fixture.batch(), composed.expandDims(0).repeat(0, 5));
      for (String label : MOODS) {
        int[] name = fixture.tokenize(label).ids();
        logs.add(
            fixture
                .model()
                .logLikelihoods(encoded, List.of(name, name, name, name, name))
                .toFloatArray());
      }
    }

    // When
    List<ScoringResult> results = all(fixture.texts.stream().map(t -> request("mood", t)).toList());

    // Then
    for (int row = 0; row < results.size(); row++) {
      double odds = Math.exp(logs.get(0)[row] - logs.get(1)[row]);
      assertThat((double) results.get(row).probabilities()[0])
          .isCloseTo(odds / (1 + odds), within(1e-3));
      assertThat(results.get(row).probabilities()[0] + results.get(row).probabilities()[1])
          .isCloseTo(1, within(1e-5f));
      assertThat(results.get(row).output()).isEmpty();
    }
  }

  @Test
  void aGenerationTaskAnswersWithAText() {
    engine.install(task("story", 1, List.of())).join();

    List<ScoringResult> results =
        all(fixture.texts.stream().map(text -> request("story", text)).toList());

    for (int row = 0; row < results.size(); row++) {
      assertThat(results.get(row).output())
          .contains(
              fixture
                  .backbone()
                  .tokenizer()
                  .decode(fixture.generated("prompted_generated").get(row)));
      assertThat(results.get(row).label()).isEmpty();
      assertThat(results.get(row).probabilities()).isEmpty();
    }
  }

  @Test
  void givesATextInAMixedBatchWhatItGetsAlone() {
    List<ScoringRequest> mixed = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      mixed.add(request(List.of("mood", "topic", "story").get(i % 3), fixture.texts.get(i % 5)));
    }

    List<ScoringResult> together = all(mixed);

    for (int i = 0; i < mixed.size(); i++) {
      ScoringResult alone = engine.submit(mixed.get(i)).join();
      assertThat(together.get(i).task()).isEqualTo(mixed.get(i).task());
      assertThat(together.get(i).labels()).isEqualTo(alone.labels());
      assertThat(together.get(i).output()).isEqualTo(alone.output());
      assertThat(together.get(i).probabilities())
          .containsExactly(alone.probabilities(), within(1e-3f));
    }
  }

  @Test
  void givesTheNumbersOfTheOfflineScorer() {
    TaskModel topic = task("topic", 0.5f, TOPICS);
    List<ScoringRequest> requests =
        fixture.texts.stream().map(text -> request("topic", text)).toList();

    List<ScoringResult> offline =
        new OfflineScorer(fixture.backbone()).score(prompt, topic, requests);

    List<ScoringResult> online = all(requests);
    for (int i = 0; i < online.size(); i++) {
      assertThat(offline.get(i).probabilities())
          .containsExactly(online.get(i).probabilities(), within(1e-5f));
    }
  }

  private List<ScoringResult> all(List<ScoringRequest> requests) {
    return engine.submitAll(requests).stream().map(CompletableFuture::join).toList();
  }

  /** u of the fixture's start, times a factor. */
  private TaskModel task(String name, float factor, List<String> labels) {
    float[] u = prompt.u().clone();
    for (int i = 0; i < u.length; i++) {
      u[i] *= factor;
    }
    return new TaskModel(
        name,
        1,
        1,
        new TaskParameters(
            prompt.length(),
            prompt.width(),
            1,
            u,
            prompt.v(),
            labels,
            new float[labels.size() * prompt.width()],
            new float[labels.size()],
            1,
            1));
  }

  private static ScoringRequest request(String task, String text) {
    return new ScoringRequest(task, text, Optional.empty());
  }
}
