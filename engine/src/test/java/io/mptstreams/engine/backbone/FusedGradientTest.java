package io.mptstreams.engine.backbone;

import static io.mptstreams.engine.backbone.Differences.largestDifference;
import static io.mptstreams.engine.backbone.Differences.relativeDifference;
import static io.mptstreams.engine.backbone.PromptedPasses.pooled;
import static io.mptstreams.engine.backbone.PromptedPasses.promptGradient;
import static io.mptstreams.engine.backbone.PromptedPasses.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fused, against plain array operations and PyTorch's own graph: the way back. */
class FusedGradientTest {

  @RegisterExtension static final FusedAndReference kernels = new FusedAndReference();

  @ParameterizedTest
  @CsvSource({
    "BEFORE_TEXT, FUSED", "AFTER_CLS, FUSED", "EVERY_LAYER, FUSED",
    "BEFORE_TEXT, TORCHSCRIPT", "AFTER_CLS, TORCHSCRIPT", "EVERY_LAYER, TORCHSCRIPT"
  })
  void givesTheReferencesVectorsAndGradientsBehindPrompts(
      PromptPlacement placement, Execution execution) {
    BackboneSettings settings = BackboneSettings.defaults().withPlacement(placement);
    try (Backbone kernel = Backbones.open(settings.withExecution(execution));
        Backbone plain = Backbones.open(settings.withExecution(Execution.REFERENCE))) {
      assertThat(
              largestDifference(
                  pooled(kernel, kernels.texts(), true), pooled(plain, kernels.texts(), true)))
          .isLessThan(1e-5);
      try (GradientMode on = GradientMode.on()) {
        assertThat(relativeDifference(promptGradient(kernel), promptGradient(plain)))
            .isLessThan(1e-4);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mean, AFTER_CLS", "cls, AFTER_CLS", "mean, EVERY_LAYER", "cls, EVERY_LAYER"})
  void goesBackToThePromptsAsPyTorchsOwnGraphDoes(String pooling, PromptPlacement placement) {
    try (Backbone backbone =
        Backbones.open(BackboneSettings.defaults().withPooling(pooling).withPlacement(placement))) {
      float[] expected;
      boolean before = JniUtils.isGradMode();
      JniUtils.setGradMode(true);
      try {
        expected = promptGradient(backbone);
      } finally {
        JniUtils.setGradMode(before);
      }
      try (GradientMode on = GradientMode.on()) {
        assertThat(relativeDifference(promptGradient(backbone), expected)).isLessThan(1e-4);
      }
    }
  }

  @Test
  void goesBackToPromptsThatAreNoResultOfAnything() {
    try (GradientMode on = GradientMode.on()) {
      TokenBatch alone = new TokenBatch(kernels.texts().texts().subList(1, 2));
      assertThat(
              relativeDifference(
                  promptGradient(kernels.fused(), alone),
                  promptGradient(kernels.reference(), alone)))
          .isLessThan(1e-4);
    }
  }

  @Test
  void keepsNoGraphBehindPromptsThatAreAResultOfWhatIsLearned() {
    TokenBatch alone = new TokenBatch(kernels.texts().texts().subList(1, 2));
    try (NDManager manager = kernels.fused().newManager();
        NDScope scope = new NDScope();
        GradientMode on = GradientMode.on()) {
      scope.suppressNotUsedWarning();
      NDArray learned = prompts(manager, 1);
      learned.setRequiresGradient(true);
      NDArray z = kernels.fused().encoder().pooled(manager, alone, learned.mul(learned));
      // Only the way back that is written by hand makes the vectors a leaf.
      assertThat(z.hasGradient()).isTrue();
      GradientMode.backward(z.mul(z).sum());
      assertThat(learned.getGradient().abs().sum().getFloat()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesWhatLearnsNothingItsVectorWhereOthersLearn(boolean prompted) {
    try (NDManager manager = kernels.fused().newManager();
        GradientMode on = GradientMode.on()) {
      NDArray prompts = prompted ? prompts(manager, kernels.texts().size()) : null;
      float[] found =
          kernels.fused().encoder().pooled(manager, kernels.texts(), prompts).toFloatArray();
      assertThat(largestDifference(found, pooled(kernels.fused(), kernels.texts(), prompted)))
          .isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"mean, AFTER_CLS", "cls, AFTER_CLS", "mean, EVERY_LAYER", "cls, EVERY_LAYER"})
  void learnsInBfloat16WhatItLearnsInFloat32(String pooling, PromptPlacement placement) {
    BackboneSettings settings =
        BackboneSettings.defaults().withPooling(pooling).withPlacement(placement);
    try (Backbone half = openWhereTheProcessorCan(settings.withType("bfloat16"));
        Backbone full = Backbones.open(settings);
        GradientMode on = GradientMode.on()) {
      float[] gradient = promptGradient(half);
      float[] expected = promptGradient(full);

      assertThat(cosine(pooled(half, kernels.texts(), true), pooled(full, kernels.texts(), true)))
          .isGreaterThan(0.9998);
      assertThat(cosine(gradient, expected)).isGreaterThan(0.999);
      assertThat(norm(gradient) / norm(expected)).isBetween(0.98, 1.02);
    }
  }

  private static Backbone openWhereTheProcessorCan(BackboneSettings settings) {
    try {
      return Backbones.open(settings);
    } catch (InvalidBackboneException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot / (norm(a) * norm(b));
  }

  private static double norm(float[] x) {
    double sum = 0;
    for (float value : x) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
