package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/**
 * Changes what a layer's attention or feed-forward part adds to its input: the place where adapters
 * stand. Its operations become part of the pass's graph.
 */
@FunctionalInterface
public interface SublayerHook {

  /** Changes nothing. */
  SublayerHook NONE = (layer, part, output, normed) -> output;

  /** The two parts of a layer. */
  enum Part {
    ATTENTION,
    FEED_FORWARD
  }

  /**
   * Called before the residual connection and the layer norm of a part.
   *
   * @param layer 0 for the first
   * @param output of the part's last linear map, [B, S, d]
   * @param normed layer norm of output plus the part's input, which is what the part would end with
   * @return [B, S, d], {@code output} itself for no change
   */
  NDArray change(int layer, Part part, NDArray output, Supplier<NDArray> normed);
}
