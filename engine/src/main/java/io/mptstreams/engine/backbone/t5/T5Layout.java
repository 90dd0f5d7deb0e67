package io.mptstreams.engine.backbone.t5;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of a T5's tensors, in the order in which the kernel takes them. */
final class T5Layout {

  static final String EMBEDDING = "shared.weight";

  private T5Layout() {}

  static Map<String, long[]> of(T5Config config) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(EMBEDDING, new long[] {config.vocabulary(), config.width()});
    stack(shapes, config, "encoder", config.encoderLayers(), false);
    stack(shapes, config, "decoder", config.decoderLayers(), true);
    if (!config.tiedHead()) {
      shapes.put(T5Loader.HEAD, new long[] {config.vocabulary(), config.width()});
    }
    return shapes;
  }

  private static void stack(
      Map<String, long[]> shapes, T5Config config, String stack, int layers, boolean crosses) {
    long width = config.width();
    for (int i = 0; i < layers; i++) {
      String block = stack + ".block." + i + ".layer.";
      attention(shapes, config, block + "0", "SelfAttention");
      if (crosses) {
        attention(shapes, config, block + "1", "EncDecAttention");
      }
      String last = block + (crosses ? 2 : 1);
      shapes.put(last + ".layer_norm.weight", new long[] {width});
      String dense = last + ".DenseReluDense.";
      for (String in : config.gated() ? new String[] {"wi_0", "wi_1"} : new String[] {"wi"}) {
        shapes.put(dense + in + ".weight", new long[] {config.feedForwardWidth(), width});
      }
      shapes.put(dense + "wo.weight", new long[] {width, config.feedForwardWidth()});
    }
    shapes.put(stack + ".final_layer_norm.weight", new long[] {width});
    shapes.put(relativeBias(stack), new long[] {config.buckets().count(), config.heads()});
  }

  private static void attention(
      Map<String, long[]> shapes, T5Config config, String layer, String kind) {
    long inner = (long) config.heads() * config.headWidth();
    shapes.put(layer + ".layer_norm.weight", new long[] {config.width()});
    for (String projection : new String[] {"q", "k", "v"}) {
      shapes.put(
          layer + "." + kind + "." + projection + ".weight", new long[] {inner, config.width()});
    }
    shapes.put(layer + "." + kind + ".o.weight", new long[] {config.width(), inner});
  }

  static String relativeBias(String stack) {
    return stack + ".block.0.layer.0.SelfAttention.relative_attention_bias.weight";
  }
}
