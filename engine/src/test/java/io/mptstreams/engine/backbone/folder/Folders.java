package io.mptstreams.engine.backbone.folder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.TokenBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;

/** Opens folders for tests. */
final class Folders {

  private Folders() {}

  /** A folder as a backbone. */
  static Backbone open(Path folder, String pooling) {
    return Backbones.open(
        BackboneSettings.defaults().withSource(folder.toString()).withPooling(pooling));
  }

  /** Vectors of two texts, one of them a pair. */
  static float[] pooled(Backbone backbone) {
    try (NDManager manager = backbone.newManager();
        GradientMode off = GradientMode.off()) {
      TokenBatch batch =
          new TokenBatch(
              List.of(
                  backbone.tokenizer().tokenize("the sky is blue", Optional.empty(), 12),
                  backbone.tokenizer().tokenize("green", Optional.of("red sea"), 12)));
      return backbone.encoder().pooled(manager, batch, null).toFloatArray();
    }
  }

  /** That it cannot be opened, which names the folder. */
  static AbstractThrowableAssert<?, ? extends Throwable> refusal(Path folder) {
    return assertThatThrownBy(() -> open(folder, "auto"))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining(folder.toString());
  }
}
