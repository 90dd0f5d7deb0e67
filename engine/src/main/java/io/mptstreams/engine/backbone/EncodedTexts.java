package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Texts behind their prompts as a decoder reads them. The arrays belong to the caller's innermost
 * {@code NDScope}.
 *
 * @param states [B, S, d]
 * @param mask [B, S], 0 where there is something to read and a large negative number where there is
 *     padding
 */
public record EncodedTexts(NDArray states, NDArray mask) {

  /** Texts, B. */
  public int size() {
    return (int) states.getShape().get(0);
  }

  /** Some of the texts, in this order. */
  public EncodedTexts select(int[] rows) {
    NDArray index = states.getManager().create(rows);
    return new EncodedTexts(states.get(index), mask.get(index));
  }

  /** The texts from one to before another, still differentiable. */
  public EncodedTexts range(int from, int to) {
    NDIndex rows = new NDIndex().addSliceDim(from, to);
    return new EncodedTexts(states.get(rows), mask.get(rows));
  }
}
