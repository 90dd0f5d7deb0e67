package io.mptstreams.engine.tuning.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttentionPromptTest {

  private final Backbone backbone = Models.miniLm();

  /** Keys are maxima of the prompts' vectors: (1, 2), (4, 0) and, of the target, (0, 1). */
  @Test
  void mixesPromptsByTheTextsQuery() {
    try (NDManager manager = backbone.newManager()) {
      NDArray sources = manager.create(new float[] {1, 0, 0, 2, 4, 0, 0, -1}, new Shape(2, 2, 2));
      Parameter target =
          Parameter.of(
              "target", manager.create(new float[] {0, 0, -1, 1}, new Shape(2, 2)), 0.1f, 0);
      Gate gate = new Gate(manager, 2, 3, new Random(1), 0.1f);
      // A layer norm without gain leaves its shift, so that every query is (1, 0).
      gate.parameters().get(2).value().set(new float[] {0, 0});
      gate.parameters().get(3).value().set(new float[] {1, 0});
      AttentionPrompt prompt = new AttentionPrompt(backbone, sources, target, gate, 2);

      float[] mixed = prompt.prompts(manager.ones(new Shape(1, 2))).toFloatArray();

      // Products 1, 4, 0 over temperature 2.
      double a = Math.exp(0.5);
      double b = Math.exp(2);
      double sum = a + b + 1;
      double[] expected = {
        (a + 4 * b) / sum, 0, -1 / sum - 1, (2 * a - b + 1) / sum + 1,
      };
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) mixed[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }
}
