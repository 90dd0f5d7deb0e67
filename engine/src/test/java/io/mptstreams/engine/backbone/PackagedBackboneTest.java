package io.mptstreams.engine.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagedBackboneTest {

  @Test
  void opensTheSentenceEncoderFromTheClasspath() {
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults());
        NDManager manager = backbone.newManager();
        GradientMode off = GradientMode.off()) {
      TokenBatch batch =
          new TokenBatch(
              Stream.of("A man plays a guitar.", "Someone plays an instrument.", "Taxes are due.")
                  .map(t -> backbone.tokenizer().tokenize(t, Optional.empty(), 64))
                  .toList());

      float[] z = backbone.encoder().pooled(manager, batch, null).toFloatArray();

      assertThat(backbone.info().width()).isEqualTo(384);
      assertThat(batch.texts().get(0).ids())
          .containsExactly(101, 1037, 2158, 3248, 1037, 2858, 1012, 102);
      assertThat(backbone.wordEmbeddings(new int[] {101, 7})).hasSize(2 * 384);
      assertThat(backbone.promptRows(2)).isEqualTo(6 * 2);
      assertThat(backbone.promptOf(new int[] {101, 7})).hasSize(6 * 2 * 384);
      assertThat(cosine(z, 0, 1)).isGreaterThan(0.5);
      assertThat(cosine(z, 0, 2)).isLessThan(0.2);
    }
  }

  private static double cosine(float[] z, int a, int b) {
    double dot = 0;
    double na = 0;
    double nb = 0;
    for (int i = 0; i < 384; i++) {
      float x = z[a * 384 + i];
      float y = z[b * 384 + i];
      dot += x * y;
      na += x * x;
      nb += y * y;
    }
    return dot / Math.sqrt(na * nb);
  }

  @Test
  void runsInBfloat16OrSaysWhatTheProcessorLacks() {
    BackboneSettings settings = BackboneSettings.defaults().withType("bfloat16");
    try (Backbone backbone = Backbones.open(settings)) {
      assertThat(backbone.info().type()).isEqualTo("bfloat16");
    } catch (InvalidBackboneException e) {
      assertThat(e).hasMessageContaining("AVX-512").hasMessageContaining("must be float32");
    }
  }
}
