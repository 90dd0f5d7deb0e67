package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The forward pass of a frozen encoder with a soft prompt of its own for every row.
 *
 * <p>Any thread may call it; passes of several threads run side by side. Whether a graph is kept
 * for backpropagation is decided by the calling thread's gradient mode.
 */
public interface Encoder {

  /**
   * Pooled sentence vectors.
   *
   * @param manager owner of the result
   * @param batch B texts
   * @param prompts [B, L, d], or null for no prompt; differentiable. L is a multiple of the layers
   *     where every layer has vectors of its own
   * @return [B, d] in float32
   */
  NDArray pooled(NDManager manager, TokenBatch batch, NDArray prompts);

  /**
   * Hidden states of the last layer, for readouts and checks of one's own; slower than {@link
   * #pooled}, which computes only what pooling reads.
   *
   * @param prompts [B, L, d], or null for no prompt; differentiable
   * @return [B, L + T, d] in float32, the prompt's states first, of which there are none where
   *     every layer has vectors of its own; T is the longest text's length, and states past a
   *     text's end have no meaning
   */
  NDArray hidden(NDManager manager, TokenBatch batch, NDArray prompts);
}
