package io.mptstreams.engine.backbone.onednn;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;

/** What a product does to its sums: before it writes them, or after, where that is faster. */
public enum Epilogue {
  NONE(null),
  /** Adds them to what is there. */
  ADD(null),
  GELU(algorithm.eltwise_gelu_erf),
  GELU_TANH(algorithm.eltwise_gelu_tanh),
  RELU(algorithm.eltwise_relu),
  TANH(algorithm.eltwise_tanh);

  private final algorithm function;

  Epilogue(algorithm function) {
    this.function = function;
  }

  /** Whether it changes each number by itself. */
  boolean isFunction() {
    return function != null;
  }

  /**
   * @throws IllegalStateException if it is no function
   */
  algorithm function() {
    if (function == null) {
      throw new IllegalStateException(this + " is no function");
    }
    return function;
  }

  void appendTo(post_ops ops) {
    if (this == ADD) {
      ops.append_sum();
    } else if (isFunction()) {
      ops.append_eltwise(function, 0, 0);
    }
  }
}
