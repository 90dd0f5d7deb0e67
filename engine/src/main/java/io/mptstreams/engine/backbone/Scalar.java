package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Numbers in what is differentiated. DJL's {@code mul(Number)} and its like hand PyTorch memory of
 * a Java buffer that nothing holds afterwards; a graph keeps it for the backward pass, and a
 * garbage collection between the two puts another number there, or NaN. These numbers are PyTorch's
 * own.
 */
public final class Scalar {

  private Scalar() {}

  /**
   * A float32 scalar for an operation with {@code beside}.
   *
   * @param beside gives manager and device
   */
  public static NDArray of(NDArray beside, double value) {
    return beside.getManager().full(new Shape(), (float) value, DataType.FLOAT32);
  }
}
