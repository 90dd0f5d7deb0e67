package io.mptstreams.engine.backbone.folder;

import static io.mptstreams.engine.backbone.Differences.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pooling behind every placement of prompts, in every execution, on a tiny BERT. */
class PoolingParityTest {

  private static final int WIDTH = 8;
  private static final TokenBatch TEXTS =
      new TokenBatch(List.of(text(1, 4, 9, 5, 2), text(1, 6, 2), text(1, 7, 8, 2), text(1, 8, 2)));

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    new TinyModel()
        .with("pooler.dense.weight", 8, 8)
        .with("pooler.dense.bias", 8)
        .write(folder, "F32");
  }

  static Stream<Arguments> combinations() {
    return Stream.of("mean", "cls", "pooler")
        .flatMap(
            pooling ->
                Arrays.stream(PromptPlacement.values())
                    .flatMap(
                        placement ->
                            Stream.of(Execution.FUSED, Execution.TORCHSCRIPT)
                                .map(execution -> Arguments.of(pooling, placement, execution))));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void givesTheReferencesVectors(String pooling, PromptPlacement placement, Execution execution) {
    BackboneSettings settings =
        BackboneSettings.defaults()
            .withSource(folder.toString())
            .withPooling(pooling)
            .withPlacement(placement);
    try (Backbone fast = Backbones.open(settings.withExecution(execution));
        Backbone plain = Backbones.open(settings.withExecution(Execution.REFERENCE))) {
      assertThat(largestDifference(pooled(fast, 0), pooled(plain, 0))).isLessThan(1e-5);
      assertThat(largestDifference(pooled(fast, 3), pooled(plain, 3))).isLessThan(1e-5);
    }
  }

  private static float[] pooled(Backbone backbone, int vectors) {
    try (NDManager manager = backbone.newManager();
        GradientMode off = GradientMode.off()) {
      Shape shape = new Shape(TEXTS.size(), vectors, WIDTH);
      NDArray prompts =
          vectors == 0 ? null : manager.arange((float) shape.size()).sin().reshape(shape);
      return backbone.encoder().pooled(manager, TEXTS, prompts).toFloatArray();
    }
  }

  private static TokenizedText text(int... ids) {
    return new TokenizedText(ids, new int[ids.length], false);
  }
}
