package io.mptstreams.engine.backbone.onednn;

import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The runtime, and numbers for it. */
final class Numbers {

  private Numbers() {}

  /** On two threads. */
  static OneDnn runtime() {
    PyTorchRuntime.start(0);
    return OneDnn.start(PyTorchRuntime.cache(), 2).orElseThrow();
  }

  /** What stands in a block, from a byte on. */
  static float[] numbers(Block block, long offset, int count) {
    float[] numbers = new float[count];
    block.floats(offset, count).get(numbers);
    return numbers;
  }

  /** As many as are asked for, no two neighbours alike. */
  static float[] waves(int count, float frequency) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) Math.sin(frequency * i);
    }
    return numbers;
  }

  /** In memory that native code reads. */
  static ByteBuffer direct(float... numbers) {
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(4 * numbers.length).order(ByteOrder.nativeOrder());
    buffer.asFloatBuffer().put(numbers);
    return buffer;
  }
}
