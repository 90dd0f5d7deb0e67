package io.mptstreams.engine.tuning.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.SublayerHook;
import io.mptstreams.engine.backbone.SublayerHook.Part;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SublayerHookTest {

  private final Backbone backbone = Models.miniLm();
  private final TokenBatch batch =
      new TokenBatch(
          List.of(
              backbone.tokenizer().tokenize("a short text", Optional.empty(), 32),
              backbone.tokenizer().tokenize("and one that is longer", Optional.empty(), 32)));

  @Test
  void seesEveryPartInOrderAndChangesNothingByItself() {
    List<String> seen = new ArrayList<>();
    float[] hooked =
        pooled(
            (layer, part, output, normed) -> {
              seen.add(layer + " " + part);
              return output;
            });

    assertThat(seen).hasSize(12).startsWith("0 ATTENTION", "0 FEED_FORWARD", "1 ATTENTION");
    float[] plain = plain();
    for (int i = 0; i < plain.length; i++) {
      assertThat(hooked[i]).isCloseTo(plain[i], within(1e-4f));
    }
  }

  @Test
  void normedIsWhatThePartWouldEndWith() {
    List<float[]> last = new ArrayList<>();
    float[] pooled =
        pooled(
            (layer, part, output, normed) -> {
              if (layer == 5 && part == Part.FEED_FORWARD) {
                last.add(normed.get().get(1).mean(new int[] {0}).toFloatArray());
              }
              return output;
            });

    // The second text is the longer one, so that its states have no padding among them.
    for (int j = 0; j < 384; j++) {
      assertThat(last.get(0)[j]).isCloseTo(pooled[384 + j], within(1e-5f));
    }
  }

  private float[] plain() {
    try (NDManager manager = backbone.newManager()) {
      return backbone.encoder().pooled(manager, batch, null).toFloatArray();
    }
  }

  private float[] pooled(SublayerHook hook) {
    try (NDManager manager = backbone.newManager()) {
      return backbone.encoder(backbone.weights(), hook).pooled(manager, batch, null).toFloatArray();
    }
  }
}
