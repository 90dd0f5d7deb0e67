package io.mptstreams.engine.backbone;

import static io.mptstreams.engine.backbone.Differences.largestDifference;
import static io.mptstreams.engine.backbone.PromptedPasses.pooled;
import static io.mptstreams.engine.backbone.PromptedPasses.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fused, against plain array operations: the vectors. */
class FusedParityTest {

  @RegisterExtension static final FusedAndReference kernels = new FusedAndReference();

  @ParameterizedTest
  @EnumSource(names = {"FUSED", "TORCHSCRIPT"})
  void givesTheReferencesVectorsForTextsOfMixedLengths(Execution execution) {
    try (Backbone kernel = Backbones.open(BackboneSettings.defaults().withExecution(execution))) {
      assertThat(
              largestDifference(
                  pooled(kernel, kernels.texts(), false),
                  pooled(kernels.reference(), kernels.texts(), false)))
          .isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(PromptPlacement.class)
  void givesARowInABatchWhatItGetsAlone(PromptPlacement placement) {
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults().withPlacement(placement))) {
      float[] together = pooled(backbone, kernels.texts(), true);
      for (int row = 0; row < kernels.texts().size(); row++) {
        TokenBatch alone = new TokenBatch(kernels.texts().texts().subList(row, row + 1));
        float[] expected = Arrays.copyOfRange(together, row * 384, (row + 1) * 384);
        try (NDManager manager = backbone.newManager();
            GradientMode off = GradientMode.off()) {
          NDArray prompt = prompts(manager, kernels.texts().size()).get(row + ":" + (row + 1));
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
    List<TokenizedText> some = kernels.texts().texts();
    List<TokenizedText> many =
        Collections.nCopies(60, some).stream().flatMap(List::stream).toList();
    float[] together = pooled(kernels.fused(), new TokenBatch(many), prompted);
    for (int from : new int[] {0, 150, 295}) {
      TokenBatch part = new TokenBatch(many.subList(from, from + 5));
      try (NDManager manager = kernels.fused().newManager();
          GradientMode off = GradientMode.off()) {
        NDArray prompts =
            prompted ? prompts(manager, many.size()).get(from + ":" + (from + 5)) : null;
        float[] expected = kernels.fused().encoder().pooled(manager, part, prompts).toFloatArray();
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
              TokenizedText text = kernels.texts().texts().get(0);
              pooled(
                  kernels.fused(), new TokenBatch(Collections.nCopies(64 * counts[0], text)), true);
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

  @Test
  void givesManyThreadsWhatItGivesOne() {
    List<TokenizedText> some = kernels.texts().texts();
    List<float[]> expected =
        some.stream()
            .map(text -> pooled(kernels.fused(), new TokenBatch(List.of(text)), true))
            .toList();
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i -> {
              int which = i % some.size();
              float[] found =
                  pooled(kernels.fused(), new TokenBatch(List.of(some.get(which))), true);
              assertThat(found).isEqualTo(expected.get(which));
            });
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
}
