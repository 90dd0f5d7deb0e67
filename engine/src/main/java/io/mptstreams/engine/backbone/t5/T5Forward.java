package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;

/**
 * The numbers of a T5, as NDArray operations or as one fused kernel. Any thread may call it; the
 * results belong to the caller's innermost {@code NDScope}.
 */
interface T5Forward {

  /**
   * Encoder states.
   *
   * @param ids [B, T], int64
   * @param mask [B, L + T], 0 where there is something to read and a large negative number where
   *     there is padding
   * @param prompts [B, L, d], or null
   * @return [B, L + T, d]
   */
  NDArray encode(NDArray ids, NDArray mask, NDArray prompts);

  /**
   * Teacher-forced logits.
   *
   * @param states [B, S, d]
   * @param mask [B, S]
   * @param inputs decoder inputs [B · G, T], int64: G texts for each row of {@code states}, which
   *     share its keys and values
   * @return [B · G, T, vocabulary]
   */
  NDArray decode(NDArray states, NDArray mask, NDArray inputs);

  /**
   * Starts decoding token by token; the number of texts for each row of {@code states} is that of
   * the first tokens.
   */
  DecoderSession session(NDArray states, NDArray mask);
}
