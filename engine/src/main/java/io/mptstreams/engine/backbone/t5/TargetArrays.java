package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Target texts for teacher forcing, padded to the longest.
 *
 * @param inputs [R, T] int64: the start token, then the targets without their last
 * @param outputs [R, T] int64: the targets
 * @param mask [R, T] float32: 1 for a target's token, 0 for padding
 */
record TargetArrays(NDArray inputs, NDArray outputs, NDArray mask) {

  static TargetArrays of(NDManager manager, List<int[]> targets, int startToken, int padToken) {
    int longest = targets.stream().mapToInt(target -> target.length).max().orElseThrow();
    long[] inputs = new long[targets.size() * longest];
    long[] outputs = new long[targets.size() * longest];
    float[] mask = new float[targets.size() * longest];
    Arrays.fill(inputs, padToken);
    Arrays.fill(outputs, padToken);
    for (int row = 0; row < targets.size(); row++) {
      int[] target = targets.get(row);
      int first = row * longest;
      for (int i = 0; i < target.length; i++) {
        inputs[first + i] = i == 0 ? startToken : target[i - 1];
        outputs[first + i] = target[i];
        mask[first + i] = 1;
      }
    }
    Shape shape = new Shape(targets.size(), longest);
    return new TargetArrays(
        manager.create(inputs, shape), manager.create(outputs, shape), manager.create(mask, shape));
  }
}
