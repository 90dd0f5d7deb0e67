package io.mptstreams.engine.backbone.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GeneratedTokens;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.TokenBatch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class T5GenerationTest {

  private static final int VOCABULARY = 900;

  @ParameterizedTest
  @EnumSource(Execution.class)
  void stepsWithACacheGiveWhatAForwardWithoutGives(Execution execution) {
    try (T5Fixture fixture = T5Fixture.open("t5", execution);
        NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      T5Forward forward = fixture.backbone.forward();
      EncodedTexts encoded = fixture.model().encode(fixture.batch(), null);
      TargetArrays arrays = TargetArrays.of(fixture.manager, fixture.labels(), 0, 0);
      NDArray whole = forward.decode(encoded.states(), encoded.mask(), arrays.inputs());
      try (DecoderSession session = forward.session(encoded.states(), encoded.mask())) {
        for (int t = 0; t < 6; t++) {
          NDArray logits = session.next(arrays.inputs().get(":, {}", t));
          assertThat(T5Fixture.difference(logits, whole.get(":, {}", t))).isLessThan(2e-5f);
        }
      }
    }
  }

  /** Every text of at most two tokens is scored by teacher forcing; the beam must find the best. */
  @Test
  void aWideBeamFindsWhatAnExhaustiveSearchFinds() {
    try (T5Fixture fixture = T5Fixture.open("t5", Execution.FUSED);
        NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      EncodedTexts encoded = fixture.model().encode(fixture.batch(), prompts(fixture));
      List<GeneratedTokens> found =
          fixture.model().generate(encoded, new GenerationSettings(2, VOCABULARY, 0));
      for (int row = 0; row < encoded.size(); row++) {
        double best = exhaustive(fixture, encoded.select(new int[] {row}));
        assertThat(found.get(row).logProbability()).isCloseTo(best, within(1e-3));
      }
    }
  }

  /** log p of the likeliest text that ends at once or has two tokens, the end token included. */
  private static double exhaustive(T5Fixture fixture, EncodedTexts text) {
    long[] inputs = new long[2 * VOCABULARY];
    for (int token = 0; token < VOCABULARY; token++) {
      inputs[2 * token + 1] = token;
    }
    NDArray logs =
        fixture
            .backbone
            .forward()
            .decode(
                text.states(),
                text.mask(),
                fixture.manager.create(inputs, new Shape(VOCABULARY, 2)))
            .logSoftmax(-1);
    float[] first = logs.get("0, 0").toFloatArray();
    float[] second = logs.get(":, 1").max(new int[] {-1}).toFloatArray();
    return IntStream.range(0, VOCABULARY)
        .mapToDouble(token -> token == 1 ? first[1] : (double) first[token] + second[token])
        .max()
        .orElseThrow();
  }

  @Test
  void aRowGetsWhatItGetsAloneWhateverItsPromptAndCompany() {
    GenerationSettings settings = new GenerationSettings(8, 3, 1);
    try (T5Fixture fixture = T5Fixture.open("t5", Execution.FUSED);
        NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      TextToText model = fixture.model();
      NDArray prompts = prompts(fixture);
      List<int[]> targets = fixture.labels();
      EncodedTexts together = model.encode(fixture.batch(), prompts);
      List<GeneratedTokens> texts = model.generate(together, settings);
      float[] logs = model.logLikelihoods(together, targets).toFloatArray();
      for (int row = 0; row < texts.size(); row++) {
        TokenBatch one = new TokenBatch(List.of(fixture.batch().texts().get(row)));
        EncodedTexts alone = model.encode(one, prompts.get("{}:{}", row, row + 1));
        assertThat(model.generate(alone, settings).get(0).ids()).isEqualTo(texts.get(row).ids());
        assertThat(model.logLikelihoods(alone, targets.subList(row, row + 1)).getFloat())
            .isCloseTo(logs[row], within(2e-3f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Execution.class)
  void severalTargetsShareOneEncoderState(Execution execution) {
    try (T5Fixture fixture = T5Fixture.open("t5-gated", execution);
        NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      TextToText model = fixture.model();
      EncodedTexts encoded = model.encode(fixture.batch(), null);
      List<int[]> labels = fixture.labels();
      List<int[]> all =
          IntStream.range(0, encoded.size()).boxed().flatMap(row -> labels.stream()).toList();
      NDArray shared = model.logLikelihoods(encoded, all);
      assertThat(shared.getShape()).isEqualTo(new Shape(5, 5));
      for (int label = 0; label < labels.size(); label++) {
        int[] same = labels.get(label);
        NDArray single =
            model.logLikelihoods(
                encoded, IntStream.range(0, encoded.size()).mapToObj(row -> same).toList());
        assertThat(T5Fixture.difference(shared.get(":, {}", label), single.squeeze(1)))
            .isLessThan(1e-4f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Execution.class)
  void leavesNoArraysBehind(Execution execution) {
    try (T5Fixture fixture = T5Fixture.open("t5", execution);
        NDManager watched = fixture.backbone.newManager();
        GradientMode off = GradientMode.off()) {
      NDManager device = watched.getParentManager();
      int before = 0;
      for (int pass = 0; pass < 6; pass++) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          EncodedTexts encoded = fixture.model().encode(fixture.batch(), prompts(fixture));
          fixture.model().generate(encoded, new GenerationSettings(4, 2, 1));
          fixture.model().logLikelihoods(encoded, fixture.labels()).toFloatArray();
        }
        if (pass == 1) {
          before = device.getManagedArrays().size();
        }
      }
      assertThat(device.getManagedArrays()).hasSize(before);
    }
  }

  /** Another prompt for each row. */
  private static NDArray prompts(T5Fixture fixture) {
    int rows = fixture.texts.size();
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      scales[row] = 0.5f + row;
    }
    return fixture
        .expected("prompt_shared")
        .expandDims(0)
        .mul(fixture.manager.create(scales, new Shape(rows, 1, 1)));
  }
}
