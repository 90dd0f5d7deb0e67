package io.mptstreams.engine.tuning.mpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.LabelledText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MptAdapterTest {

  private final Backbone backbone = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 4, 11);
  private final TaskParameters start =
      new ColdStart(backbone).of(prompt, DeskTask.LABELS, DeskTask.LABELS);
  private final MptAdapter adapter = new MptAdapter(backbone);
  private final AdaptationSettings settings = AdaptationSettings.defaults().withSteps(12);

  @Test
  void learnsATaskWhoseLabelNamesSayNothing() {
    Adaptation adaptation = adapter.adapt(prompt, start, DeskTask.train(), settings);

    assertThat(adaptation.steps()).isEqualTo(12);
    assertThat(adaptation.losses()).hasSize(12);
    assertThat(accuracy(start)).isLessThan(0.75);
    assertThat(accuracy(adaptation.parameters())).isGreaterThan(0.9);
    assertThat(adaptation.parameters().labels()).isEqualTo(start.labels());
    assertThat(adaptation.parameters().u()).isNotEqualTo(start.u());
    assertThat(adaptation.parameters().v()).isNotEqualTo(start.v());
  }

  @Test
  void givesTheSameNumbersForTheSameSeedAlsoBesideAnotherTraining() {
    AdaptationSettings few = settings.withSteps(3);
    TaskParameters alone = adapter.adapt(prompt, start, DeskTask.train(), few).parameters();

    CompletableFuture<Adaptation> beside =
        CompletableFuture.supplyAsync(
            () -> adapter.adapt(prompt, start, DeskTask.train(), few.withSeed(99)));
    TaskParameters again = adapter.adapt(prompt, start, DeskTask.train(), few).parameters();

    assertThat(again.u()).isEqualTo(alone.u());
    assertThat(again.v()).isEqualTo(alone.v());
    assertThat(again.labelVectors()).isEqualTo(alone.labelVectors());
    assertThat(beside.join().parameters().u()).isNotEqualTo(alone.u());
  }

  @Test
  void onlySolvesTheReadoutWithoutSteps() {
    Adaptation adaptation = adapter.adapt(prompt, start, DeskTask.train(), settings.withSteps(0));

    assertThat(adaptation.steps()).isZero();
    assertThat(adaptation.parameters().u()).isEqualTo(start.u());
    assertThat(accuracy(adaptation.parameters())).isGreaterThan(0.8);
  }

  @Test
  void takesNoFurtherStepWhenItsTimeIsUp() {
    Adaptation adaptation =
        adapter.adapt(prompt, start, DeskTask.train(), settings.withBudget(Duration.ofNanos(1)));

    assertThat(adaptation.steps()).isZero();
    assertThat(adaptation.losses()).isEmpty();
    assertThat(accuracy(adaptation.parameters())).isGreaterThan(0.8);
  }

  @Test
  void stopsWhenItIsCancelled() {
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () ->
                adapter.adapt(
                    prompt, start, DeskTask.train(), settings, () -> asked.incrementAndGet() > 3))
        .isInstanceOf(CancellationException.class)
        .hasMessage("the adaptation was cancelled after 3 steps");
  }

  @Test
  void refusesExamplesThatItCannotLearnFrom() {
    List<LabelledText> unknown =
        List.of(new LabelledText("Is it raining?", Optional.empty(), "type three"));

    assertThatThrownBy(() -> adapter.adapt(prompt, start, List.of(), settings))
        .hasMessage("there are no examples to learn from");
    assertThatThrownBy(() -> adapter.adapt(prompt, start, unknown, settings))
        .hasMessage("example 0 has label \"type three\", the task has [type one, type two]");
    assertThatThrownBy(
            () ->
                adapter.adapt(
                    SharedPrompts.fromVocabulary(backbone, 5, 1),
                    start,
                    DeskTask.train(),
                    settings))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessageContaining("the task has length 24");
    SharedPrompt foreign =
        new SharedPrompt(
            1,
            "another",
            prompt.length(),
            prompt.width(),
            1,
            prompt.values(),
            prompt.u(),
            prompt.v());
    assertThatThrownBy(() -> adapter.adapt(foreign, start, DeskTask.train(), settings))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessageStartingWith("shared prompt 1 was made for backbone another, this is ");
  }

  @Test
  void leavesNoArraysBehind() {
    try (NDManager scratch = backbone.newManager()) {
      NDManager root = scratch.getParentManager();
      adapter.adapt(prompt, start, DeskTask.train(), settings.withSteps(3));
      int before = root.getManagedArrays().size();

      adapter.adapt(prompt, start, DeskTask.train(), settings.withSteps(6));

      assertThat(root.getManagedArrays()).hasSize(before);
    }
  }

  private double accuracy(TaskParameters parameters) {
    List<LabelledText> test = DeskTask.test();
    List<ScoringResult> results =
        new OfflineScorer(backbone)
            .score(
                prompt,
                new TaskModel("desk", 1, 1, parameters),
                test.stream()
                    .map(example -> new ScoringRequest("desk", example.text(), Optional.empty()))
                    .toList());
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      if (results.get(i).label().orElseThrow().equals(test.get(i).label())) {
        right++;
      }
    }
    return (double) right / test.size();
  }
}
