package io.mptstreams.engine.backbone.t5;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GeneratedTokens;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.GradientMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T5 against transformers' and PEFT's numbers, by both forwards. */
class T5FixturesTest {

  private static final float CLOSE = 1e-4f;

  /**
   * Behind a random prompt the tiny models are badly conditioned: the fixtures' own gradients, up
   * to 1500, are 1.5e-4 of that away from the same computed in float64, on either side of which we
   * are.
   */
  private static final float ROUNDING = 4e-4f;

  private static final GenerationSettings GREEDY_12 = new GenerationSettings(12, 1, 1);

  @ParameterizedTest
  @CsvSource({"t5,REFERENCE", "t5,FUSED", "t5-gated,REFERENCE", "t5-gated,FUSED"})
  void givesTheReferenceNumbersWithoutAPrompt(String name, Execution execution) throws IOException {
    try (T5Fixture fixture = T5Fixture.open(name, execution);
        NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      EncodedTexts encoded = fixture.model().encode(fixture.batch(), null);

      assertThat(
              T5Fixture.difference(encoded.states(), fixture.expected("encoder_last_hidden_state")))
          .isLessThan(CLOSE);
      assertThat(fixture.logitsDifference(encoded, "logits")).isLessThan(CLOSE);
      assertThat(T5Fixture.difference(fixture.loss(encoded), fixture.expected("loss")))
          .isLessThan(CLOSE);
      assertGenerates(fixture, encoded, "generated");
    }
  }

  @ParameterizedTest
  @CsvSource({"t5,REFERENCE", "t5,FUSED", "t5-gated,REFERENCE", "t5-gated,FUSED"})
  void givesTheReferenceNumbersAndGradientsWithAPrompt(String name, Execution execution)
      throws IOException {
    try (T5Fixture fixture = T5Fixture.open(name, execution);
        NDScope scope = new NDScope();
        GradientMode on = GradientMode.on()) {
      scope.suppressNotUsedWarning();
      List<NDArray> trained = new ArrayList<>();
      for (String part : List.of("shared", "u", "v")) {
        NDArray array = fixture.expected("prompt_" + part).duplicate();
        array.setRequiresGradient(true);
        trained.add(array);
      }
      NDArray prompt =
          trained.get(0).mul(trained.get(1).expandDims(1).matMul(trained.get(2).expandDims(0)));
      NDArray prompts = prompt.expandDims(0).repeat(0, fixture.texts.size());
      EncodedTexts encoded = fixture.model().encode(fixture.batch(), prompts);
      NDArray loss = fixture.loss(encoded);
      GradientMode.backward(loss);

      assertThat(fixture.logitsDifference(encoded, "prompted_logits")).isLessThan(ROUNDING);
      assertThat(T5Fixture.difference(loss, fixture.expected("prompted_loss")))
          .isLessThan(ROUNDING);
      assertThat(
              T5Fixture.difference(trained.get(0).getGradient(), fixture.expected("grad_shared")))
          .isLessThan(ROUNDING);
      assertThat(T5Fixture.difference(trained.get(1).getGradient(), fixture.expected("grad_u")))
          .isLessThan(ROUNDING);
      assertThat(T5Fixture.difference(trained.get(2).getGradient(), fixture.expected("grad_v")))
          .isLessThan(ROUNDING);
      assertGenerates(fixture, encoded, "prompted_generated");
    }
  }

  @ParameterizedTest
  @CsvSource({"REFERENCE", "FUSED"})
  void readsAMixedBatchOfTasksLikePeft(Execution execution) throws IOException {
    try (T5Fixture fixture = T5Fixture.open("t5", execution);
        NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      fixture.expect(T5Fixture.folder("peft-mpt-t5").resolve("expected.safetensors"));
      NDArray prompts = fixture.expected("composed_prompts").get(fixture.expected("task_ids"));

      EncodedTexts encoded = fixture.model().encode(fixture.batch(), prompts);

      assertThat(fixture.logitsDifference(encoded, "logits")).isLessThan(ROUNDING);
    }
  }

  private static void assertGenerates(T5Fixture fixture, EncodedTexts encoded, String name) {
    List<int[]> expected = fixture.generated(name);
    List<GeneratedTokens> generated = fixture.model().generate(encoded, GREEDY_12);
    assertThat(generated).hasSameSizeAs(expected);
    for (int row = 0; row < expected.size(); row++) {
      assertThat(generated.get(row).ids()).as("row " + row).isEqualTo(expected.get(row));
    }
  }
}
