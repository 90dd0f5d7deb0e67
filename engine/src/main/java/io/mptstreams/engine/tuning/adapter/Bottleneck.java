package io.mptstreams.engine.tuning.adapter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * d → m → d with an activation between, and zeros going up at the start, so that an untrained
 * adapter changes nothing.
 */
public final class Bottleneck {

  private final Parameter down;
  private final Parameter downBias;
  private final Parameter up;
  private final Parameter upBias;
  private final UnaryOperator<NDArray> activation;

  /**
   * @param name of its parameters, for messages
   * @param spread standard deviation of the map down at the start
   */
  public Bottleneck(
      NDManager manager,
      String name,
      int width,
      int inner,
      double spread,
      UnaryOperator<NDArray> activation,
      Random random,
      float learningRate) {
    float[] start = new float[inner * width];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) (spread * random.nextGaussian());
    }
    this.activation = activation;
    down =
        Parameter.of(
            name + ".down", manager.create(start, new Shape(inner, width)), learningRate, 0);
    downBias = Parameter.of(name + ".down.bias", manager.zeros(new Shape(inner)), learningRate, 0);
    up = Parameter.of(name + ".up", manager.zeros(new Shape(width, inner)), learningRate, 0);
    upBias = Parameter.of(name + ".up.bias", manager.zeros(new Shape(width)), learningRate, 0);
  }

  /** What is added to x; x is [..., d]. */
  public NDArray apply(NDArray x) {
    NDArray inner = activation.apply(Linear.linear(x, down.value(), downBias.value()).head());
    return Linear.linear(inner, up.value(), upBias.value()).head();
  }

  public List<Parameter> parameters() {
    return List.of(down, downBias, up, upBias);
  }
}
