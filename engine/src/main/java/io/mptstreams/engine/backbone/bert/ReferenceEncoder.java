package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.SublayerHook;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.text.TokenizedText;
import java.util.List;

/** The encoder in plain array operations; see {@link ReferenceForward}. */
final class ReferenceEncoder implements Encoder {

  private final BertConfig config;
  private final Weights weights;
  private final ReferenceForward forward;

  ReferenceEncoder(
      BertConfig config, Weights weights, PromptPlacement placement, SublayerHook hook) {
    this.config = config;
    this.weights = weights;
    this.forward = new ReferenceForward(config, placement, hook);
  }

  @Override
  public NDArray pooled(NDManager manager, TokenBatch batch, NDArray prompts) {
    try (NDScope scope = new NDScope();
        NDManager inputs = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      NDArray hidden = forward.hidden(inputs, weights, batch, prompts);
      return handOver(manager, pool(inputs, batch, hidden));
    }
  }

  @Override
  public NDArray hidden(NDManager manager, TokenBatch batch, NDArray prompts) {
    try (NDScope scope = new NDScope();
        NDManager inputs = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      return handOver(manager, forward.hidden(inputs, weights, batch, prompts));
    }
  }

  /** What goes into each layer when the words are read as one text, [layers · ids, d]. */
  float[] layerInputs(NDManager scratch, int[] ids) {
    TokenBatch text = new TokenBatch(List.of(new TokenizedText(ids, new int[ids.length], false)));
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      List<NDArray> states = forward.states(scratch, weights, text, null);
      return NDArrays.concat(new NDList(states.subList(0, config.layers())), 1).toFloatArray();
    }
  }

  private NDArray pool(NDManager inputs, TokenBatch batch, NDArray hidden) {
    long from = hidden.getShape().get(1) - batch.maxLength();
    return switch (config.pooling()) {
      case MEAN -> {
        NDArray text = hidden.get(":, {}:, :", from);
        NDArray mask = BatchArrays.of(inputs, batch).mask().expandDims(2);
        yield text.mul(mask).sum(new int[] {1}).div(mask.sum(new int[] {1}));
      }
      case CLS -> hidden.get(":, {}, :", from);
      case POOLER ->
          ReferenceForward.linear(weights, BertTensors.POOLER, hidden.get(":, {}, :", from)).tanh();
    };
  }

  /** Out of the scope that frees everything else, into the hands of the caller's manager. */
  static NDArray handOver(NDManager manager, NDArray result) {
    NDScope.unregister(result);
    result.attach(manager);
    return result;
  }
}
