package io.mptstreams.engine.backbone.onednn;

import org.bytedeco.dnnl.memory;

/** Weights and bias of a linear layer, in the order in which products read them. Never changes. */
public final class Linear implements AutoCloseable {

  private final WeightLayout layout;
  private final memory weights;
  private final memory bias;

  Linear(WeightLayout layout, memory weights, memory bias) {
    this.layout = layout;
    this.weights = weights;
    this.bias = bias;
  }

  WeightLayout layout() {
    return layout;
  }

  memory weights() {
    return weights;
  }

  memory bias() {
    return bias;
  }

  @Override
  public void close() {
    weights.close();
    bias.close();
  }
}
