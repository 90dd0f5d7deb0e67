package io.mptstreams.engine.tuning.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskFactors;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TechniquesTest {

  private final Backbone backbone = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 4, 11);
  private final Techniques techniques =
      new Techniques(
          backbone,
          new TrainedPrompt(prompt, List.of(source("a"), source("b"))),
          Optional.of(SharedPrompts.fromVocabulary(backbone, 4, 12)),
          GradientBudget.defaults());

  /**
   * Counts worked out by hand for 6 layers of width 384 with 4 prompt vectors each, inner width
   * 1536, and 2 labels.
   */
  @ParameterizedTest
  @CsvSource({
    "probe, 0",
    "label-prior-probe, 0",
    "mpt, 5304", // 13 · (6 · 4 + 384)
    "mpt-similar, 5304",
    "mpt-shared-trained, 14520", // 6 · 4 · 384 + 13 · (6 · 4 + 384)
    "mpt-together, 13296", // 6 · 4 · 384 + 10 · (6 · 4 + 384)
    "prompt-tuning, 9216", // 6 · 4 · 384
    "spot, 9216",
    "spot-from-mpt, 9216",
    "bitfit, 25728", // 6 · 11 · 384 + 384
    "attempt, 86784", // 6 · 4 · 384 + 2 · 384 · 100 + 2 · 384
    "adapter-houlsby, 604416", // 6 · (2 · (2 · 384 · 64 + 384 + 64) + 4 · 384)
    "adapter-pfeiffer, 113040", // 6 · (2 · 384 · 24 + 384 + 24)
    "lora, 73728", // 6 · 2 · 2 · 8 · 384
    "fine-tuning, 10647552", // 6 · (12 · 384² + 13 · 384) + 2 · 384
  })
  void learnsATaskWithTheNumbersThatItClaims(String name, long parameters) {
    TrainingSet test = set(DeskTask.test());
    try (FittedTask fitted = techniques.named(name).fit(task())) {
      double accuracy = Scores.accuracy(fitted.predict(test.texts()), test.targets());

      assertThat(accuracy).isGreaterThan(0.85);
      assertThat(fitted.parameters()).isEqualTo(parameters);
      assertThat(fitted.headParameters()).isEqualTo(2 * 384);
    }
  }

  @Test
  void learnsNothingInZeroShot() {
    try (FittedTask fitted = techniques.named("zero-shot").fit(task())) {
      assertThat(fitted.predict(set(DeskTask.test()).texts())).hasSize(16);
      assertThat(fitted.parameters() + fitted.headParameters()).isZero();
    }
  }

  @Test
  void leavesTheBackboneAsItWas() {
    float[] before = backbone.weights().get("encoder.layer.0.output.dense.bias").toFloatArray();

    techniques.named("bitfit").fit(task()).close();

    assertThat(backbone.weights().get("encoder.layer.0.output.dense.bias").toFloatArray())
        .isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "mpt, 11",
    "mpt-together, 11",
    "spot-from-mpt, 11",
    "attempt, 11",
    "spot, 12",
    "prompt-tuning, 0"
  })
  void saysWhatItStartsFrom(String name, long seed) {
    assertThat(techniques.named(name).start().orElseThrow().prompt().values())
        .isEqualTo(SharedPrompts.fromVocabulary(backbone, 4, seed).values());
    assertThat(techniques.named(name + "@0.5").start()).isPresent();
    assertThat(techniques.named("lora").start()).isEmpty();
  }

  @Test
  void namesTheTechniquesThatThereAre() {
    assertThatThrownBy(() -> techniques.named("magic"))
        .hasMessageStartingWith("there is no technique magic, there are [mpt, mpt-similar, ");
  }

  @Test
  void triesAnotherLearningRateUnderItsOwnName() {
    assertThat(techniques.named("lora@0.002").name()).isEqualTo("lora@0.002");
    assertThatThrownBy(() -> techniques.named("lora@fast"))
        .hasMessage("the learning rate of lora@fast must be a positive number, was 'fast'");
    assertThatThrownBy(() -> techniques.named("probe@0.1"))
        .hasMessage("probe has no learning rate, so probe@0.1 is none");
  }

  @ParameterizedTest
  @CsvSource({
    "attempt, the source tasks' prompts",
    "mpt-similar, the source tasks' prompts",
    "spot, a prompt of the mixture of source tasks"
  })
  void asksForWhatSourceTrainingHasNotMade(String name, String needed) {
    Techniques untrained =
        new Techniques(
            backbone, TrainedPrompt.alone(prompt), Optional.empty(), GradientBudget.defaults());

    assertThatThrownBy(() -> untrained.named(name))
        .hasMessageStartingWith(name + " needs " + needed);
  }

  private TaskFactors source(String name) {
    return new TaskFactors(name, prompt.u(), prompt.v());
  }

  private FewShotTask task() {
    return DeskTask.fewShot("desk", backbone);
  }

  private TrainingSet set(List<LabelledText> rows) {
    return TrainingSet.of(rows, DeskTask.LABELS, backbone.tokenizer(), 32);
  }
}
