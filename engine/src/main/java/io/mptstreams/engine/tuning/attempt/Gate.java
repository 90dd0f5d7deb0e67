package io.mptstreams.engine.tuning.attempt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;
import java.util.Random;

/** What makes a text's query to the prompts: LN(up · silu(down · x)), with h numbers between. */
final class Gate {

  private static final float EPSILON = 1e-5f;

  private final int width;
  private final Parameter down;
  private final Parameter up;
  private final Parameter gain;
  private final Parameter shift;

  Gate(NDManager manager, int width, int inner, Random random, float learningRate) {
    this.width = width;
    down = map(manager, "gate.down", width, inner, random, learningRate);
    up = map(manager, "gate.up", inner, width, random, learningRate);
    gain = Parameter.of("gate.gain", manager.ones(new Shape(width)), learningRate, 0);
    shift = Parameter.of("gate.shift", manager.zeros(new Shape(width)), learningRate, 0);
  }

  List<Parameter> parameters() {
    return List.of(down, up, gain, shift);
  }

  /**
   * @param x [B, d]
   * @return [B, d]
   */
  NDArray query(NDArray x) {
    NDArray inner = x.matMul(down.value());
    NDArray raw = Activation.sigmoid(inner).mul(inner).matMul(up.value());
    return LayerNorm.layerNorm(raw, new Shape(width), gain.value(), shift.value(), EPSILON).head();
  }

  /** Uniform within 1/√in, as a linear layer starts in PyTorch. */
  private static Parameter map(
      NDManager manager, String name, int in, int out, Random random, float learningRate) {
    float[] start = new float[in * out];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(in));
    }
    return Parameter.of(name, manager.create(start, new Shape(in, out)), learningRate, 0);
  }
}
