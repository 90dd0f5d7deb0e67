package io.mptstreams.engine.checkpoint;

import java.util.Arrays;

/**
 * A float32 tensor.
 *
 * @param values row-major; belongs to the record
 */
public record Tensor(int[] shape, float[] values) {

  public Tensor {
    long size = 1;
    for (int n : shape) {
      size *= n;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + Arrays.toString(shape)
              + " has "
              + size
              + " numbers, not "
              + values.length);
    }
  }

  public static Tensor of(float[] values, int... shape) {
    return new Tensor(shape, values);
  }
}
