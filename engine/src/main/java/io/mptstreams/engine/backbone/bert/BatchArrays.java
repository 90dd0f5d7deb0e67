package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;

/**
 * A batch padded to its longest text.
 *
 * @param ids [B, T] int64, 0 in the padding
 * @param types [B, T] int64
 * @param mask [B, T] float32, 1 for a token and 0 for padding
 */
record BatchArrays(NDArray ids, NDArray types, NDArray mask) {

  static BatchArrays of(NDManager manager, TokenBatch batch) {
    int rows = batch.size();
    int length = batch.maxLength();
    long[] ids = new long[rows * length];
    long[] types = new long[rows * length];
    float[] mask = new float[rows * length];
    for (int b = 0; b < rows; b++) {
      TokenizedText text = batch.texts().get(b);
      for (int t = 0; t < text.length(); t++) {
        ids[b * length + t] = text.ids()[t];
        types[b * length + t] = text.typeIds()[t];
        mask[b * length + t] = 1;
      }
    }
    Shape shape = new Shape(rows, length);
    // Copied, because a backward pass reads the mask after the pass's arrays are closed, and what
    // is made from Java's memory goes back to Java then.
    NDArray kept = manager.create(mask, shape).duplicate();
    return new BatchArrays(manager.create(ids, shape), manager.create(types, shape), kept);
  }
}
