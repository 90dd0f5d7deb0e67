package io.mptstreams.engine.readout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Label indices as rows with a single 1. */
public final class OneHot {

  private OneHot() {}

  /**
   * @param targets index of each row's label, below {@code labels}
   * @return [targets, labels], float32
   */
  public static NDArray of(NDManager manager, int[] targets, int labels) {
    float[] rows = new float[targets.length * labels];
    for (int i = 0; i < targets.length; i++) {
      rows[i * labels + targets[i]] = 1;
    }
    return manager.create(rows, new Shape(targets.length, labels));
  }
}
