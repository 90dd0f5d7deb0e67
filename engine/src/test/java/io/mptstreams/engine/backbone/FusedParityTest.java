package io.mptstreams.engine.backbone;

import static io.mptstreams.engine.backbone.Differences.largestDifference;
import static io.mptstreams.engine.backbone.Differences.relativeDifference;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FusedParityTest {

  /** Two vectors a layer where every layer has its own. */
  private static final int LENGTH = 12;

  private static Backbone fused;
  private static Backbone reference;

  @BeforeAll
  static void open() {
    fused = Backbones.open(BackboneSettings.defaults());
    reference = Backbones.open(BackboneSettings.defaults().withExecution(Execution.REFERENCE));
  }

  @AfterAll
  static void close() {
    fused.close();
    reference.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FUSED", "TORCHSCRIPT"})
  void givesTheReferencesVectorsForTextsOfMixedLengths(Execution execution) {
    try (Backbone kernel = Backbones.open(BackboneSettings.defaults().withExecution(execution))) {
      assertThat(
              largestDifference(pooled(kernel, texts(), false), pooled(reference, texts(), false)))
          .isLessThan(1e-5);
    }
  }

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
      assertThat(largestDifference(pooled(kernel, texts(), true), pooled(plain, texts(), true)))
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
      TokenBatch alone = new TokenBatch(texts().texts().subList(1, 2));
      assertThat(relativeDifference(promptGradient(fused, alone), promptGradient(reference, alone)))
          .isLessThan(1e-4);
    }
  }

  @Test
  void keepsNoGraphBehindPromptsThatAreAResultOfWhatIsLearned() {
    TokenBatch alone = new TokenBatch(texts().texts().subList(1, 2));
    try (NDManager manager = fused.newManager();
        NDScope scope = new NDScope();
        GradientMode on = GradientMode.on()) {
      scope.suppressNotUsedWarning();
      NDArray learned = prompts(manager, 1);
      learned.setRequiresGradient(true);
      NDArray z = fused.encoder().pooled(manager, alone, learned.mul(learned));
      // Only the way back that is written by hand makes the vectors a leaf.
      assertThat(z.hasGradient()).isTrue();
      GradientMode.backward(z.mul(z).sum());
      assertThat(learned.getGradient().abs().sum().getFloat()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesWhatLearnsNothingItsVectorWhereOthersLearn(boolean prompted) {
    try (NDManager manager = fused.newManager();
        GradientMode on = GradientMode.on()) {
      NDArray prompts = prompted ? prompts(manager, texts().size()) : null;
      float[] found = fused.encoder().pooled(manager, texts(), prompts).toFloatArray();
      assertThat(largestDifference(found, pooled(fused, texts(), prompted))).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(PromptPlacement.class)
  void givesARowInABatchWhatItGetsAlone(PromptPlacement placement) {
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults().withPlacement(placement))) {
      float[] together = pooled(backbone, texts(), true);
      for (int row = 0; row < texts().size(); row++) {
        TokenBatch alone = new TokenBatch(texts().texts().subList(row, row + 1));
        float[] expected = Arrays.copyOfRange(together, row * 384, (row + 1) * 384);
        try (NDManager manager = backbone.newManager();
            GradientMode off = GradientMode.off()) {
          NDArray prompt = prompts(manager, texts().size()).get(row + ":" + (row + 1));
          assertThat(
                  largestDifference(
                      backbone.encoder().pooled(manager, alone, prompt).toFloatArray(), expected))
              .isLessThan(1e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesTheSameVectorsToABatchThatTakesSeveralPieces(boolean prompted) {
    List<TokenizedText> some = texts().texts();
    List<TokenizedText> many =
        Collections.nCopies(60, some).stream().flatMap(List::stream).toList();
    float[] together = pooled(fused, new TokenBatch(many), prompted);
    for (int from : new int[] {0, 150, 295}) {
      TokenBatch part = new TokenBatch(many.subList(from, from + 5));
      try (NDManager manager = fused.newManager();
          GradientMode off = GradientMode.off()) {
        NDArray prompts =
            prompted ? prompts(manager, many.size()).get(from + ":" + (from + 5)) : null;
        float[] expected = fused.encoder().pooled(manager, part, prompts).toFloatArray();
        assertThat(
                largestDifference(
                    Arrays.copyOfRange(together, from * 384, (from + 5) * 384), expected))
            .isLessThan(1e-5);
      }
    }
  }

  /** On a thread that has computed nothing yet, and so has the number that it was given. */
  @Test
  void leavesPyTorchItsThreadsBehindABatchThatWasDividedAmongThem() throws InterruptedException {
    int[] counts = new int[2];
    Thread fresh =
        new Thread(
            () -> {
              counts[0] = PyTorchRuntime.threads();
              TokenizedText text = texts().texts().get(0);
              pooled(fused, new TokenBatch(Collections.nCopies(64 * counts[0], text)), true);
              counts[1] = PyTorchRuntime.threads();
            });
    fresh.start();
    fresh.join();
    assertThat(counts[1]).isEqualTo(counts[0]).isPositive();
  }

  @ParameterizedTest
  @EnumSource(PromptPlacement.class)
  void givesTorchScriptsVectorsWhateverTheShapes(PromptPlacement placement) {
    BackboneSettings settings = BackboneSettings.defaults().withPlacement(placement);
    Random random = new Random(11);
    try (Backbone fast = Backbones.open(settings);
        Backbone script = Backbones.open(settings.withExecution(Execution.TORCHSCRIPT));
        GradientMode off = GradientMode.off()) {
      for (int i = 0; i < 40; i++) {
        int vectors = random.nextInt(4) * (1 + random.nextInt(9));
        TokenBatch batch = randomTexts(random, 1 + random.nextInt(random.nextBoolean() ? 60 : 4));
        assertThat(
                largestDifference(
                    pooled(fast, batch, vectors, i), pooled(script, batch, vectors, i)))
            .as("%s behind %d vectors", batch, vectors)
            .isLessThan(1e-5);
      }
    }
  }

  private static TokenBatch randomTexts(Random random, int count) {
    int longest = 3 + random.nextInt(40);
    List<TokenizedText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] ids = random.ints(2 + random.nextInt(longest), 1000, 30000).toArray();
      texts.add(new TokenizedText(ids, new int[ids.length], false));
    }
    return new TokenBatch(texts);
  }

  private static float[] pooled(Backbone backbone, TokenBatch batch, int vectors, int seed) {
    try (NDManager manager = backbone.newManager()) {
      Shape shape = new Shape(batch.size(), backbone.promptRows(vectors), 384);
      NDArray prompts =
          vectors == 0
              ? null
              : manager.arange((float) shape.size()).add(seed).sin().mul(0.1f).reshape(shape);
      return backbone.encoder().pooled(manager, batch, prompts).toFloatArray();
    }
  }

  @Test
  void givesManyThreadsWhatItGivesOne() {
    List<TokenizedText> some = texts().texts();
    List<float[]> expected =
        some.stream().map(text -> pooled(fused, new TokenBatch(List.of(text)), true)).toList();
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i -> {
              int which = i % some.size();
              float[] found = pooled(fused, new TokenBatch(List.of(some.get(which))), true);
              assertThat(found).isEqualTo(expected.get(which));
            });
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

      assertThat(cosine(pooled(half, texts(), true), pooled(full, texts(), true)))
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

  private static TokenBatch texts() {
    return new TokenBatch(
        Stream.of(
                "a longer sentence that says rather little about anything at all",
                "short",
                "two words",
                "also two",
                "a sentence of a middling length")
            .map(t -> fused.tokenizer().tokenize(t, Optional.empty(), 64))
            .toList());
  }

  private static float[] pooled(Backbone backbone, TokenBatch batch, boolean prompted) {
    try (NDManager manager = backbone.newManager();
        GradientMode off = GradientMode.off()) {
      NDArray prompts = prompted ? prompts(manager, batch.size()) : null;
      return backbone.encoder().pooled(manager, batch, prompts).toFloatArray();
    }
  }

  private static float[] promptGradient(Backbone backbone) {
    return promptGradient(backbone, texts());
  }

  private static float[] promptGradient(Backbone backbone, TokenBatch batch) {
    try (NDManager manager = backbone.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray prompts = prompts(manager, batch.size());
      prompts.setRequiresGradient(true);
      NDArray z = backbone.encoder().pooled(manager, batch, prompts);
      GradientMode.backward(z.mul(z).sum());
      return prompts.getGradient().toFloatArray();
    }
  }

  private static NDArray prompts(NDManager manager, int rows) {
    return manager
        .arange(rows * LENGTH * 384f)
        .mul(0.37f)
        .sin()
        .mul(0.1f)
        .reshape(new Shape(rows, LENGTH, 384));
  }
}
