package io.mptstreams.bench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.kernel.ScriptModule;
import java.util.List;
import java.util.Map;

/** How much of the machine's rate at one large matrix product a forward pass reaches. */
final class ProductRate {

  private static final int SIDE = 2048;
  private static final int ROWS = 32;
  private static final int LENGTH = 64;
  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;

  private final Stopwatch stopwatch;
  private final RealTexts texts;

  ProductRate(Stopwatch stopwatch, RealTexts texts) {
    this.stopwatch = stopwatch;
    this.texts = texts;
  }

  /** The fraction, in the backbone's own type; the product is PyTorch's or oneDNN's, the faster. */
  double fraction(Backbone backbone) {
    try (NDManager manager = backbone.newManager();
        ScriptModule module =
            ScriptModule.load(
                manager,
                ProductRate.class.getResource("matrix_product.py"),
                "Product",
                Map.of("training", false, "factors", List.of()))) {
      int type = backbone.info().type().equals("float32") ? FLOAT32 : BFLOAT16;
      NDArray square = manager.randomNormal(new Shape(SIDE, SIDE));
      module.call("bind", List.of(square), manager.create(type)).close();
      double[] best =
          stopwatch.best(
              ForwardBench.pass(backbone, new TokenBatch(texts.exact(ROWS, LENGTH)), null),
              product(module, "plain", square),
              product(module, "reordered", square));
      double peak = 2.0 * SIDE * SIDE * SIDE / Math.min(best[1], best[2]);
      return operations(backbone.info()) / best[0] / peak;
    }
  }

  private static Runnable product(ScriptModule module, String method, NDArray any) {
    return () -> {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        module.call(method, any);
      }
    };
  }

  /** 24 d² + 4 T d a token and layer, with a feed-forward layer of 4 d. */
  private static double operations(BackboneInfo info) {
    double d = info.width();
    return info.layers() * ROWS * LENGTH * (24 * d * d + 4 * LENGTH * d);
  }
}
