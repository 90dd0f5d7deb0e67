package io.mptstreams.engine.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.testing.Models;
import org.junit.jupiter.api.Test;

class ScalarTest {

  @Test
  void outlivesItsArrayAndAGarbageCollectionUntilTheBackwardPass() {
    try (NDManager manager = Models.miniLm().newManager();
        GradientMode on = GradientMode.on()) {
      NDArray x = manager.create(new float[] {1, 2});
      x.setRequiresGradient(true);
      NDArray loss;
      try (NDArray three = Scalar.of(x, 3)) {
        loss = x.mul(three).sum();
      }
      System.gc();
      for (int i = 0; i < 100; i++) {
        manager.create(new float[] {Float.NaN});
      }

      GradientMode.backward(loss);

      assertThat(x.getGradient().toFloatArray()).containsExactly(3, 3);
    }
  }
}
