package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;

/**
 * Texts that are being written, with the keys and values of what is written so far. Belongs to one
 * thread.
 */
interface DecoderSession extends AutoCloseable {

  /**
   * Appends a token to each text.
   *
   * @param tokens [R], int64
   * @return logits of the next token, [R, vocabulary]
   */
  NDArray next(NDArray tokens);

  /**
   * Goes on with some texts, in another order, or several times with one.
   *
   * @param rows for each text to come, the present text that it continues
   * @param states the encoder states that are still read; the same number of texts for each, in
   *     order
   */
  void select(int[] rows, int[] states);

  @Override
  void close();
}
