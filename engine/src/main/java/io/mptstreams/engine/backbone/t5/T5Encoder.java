package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.TokenBatch;

/** The encoder alone, with the mean over a text's tokens as its sentence vector. */
final class T5Encoder implements Encoder {

  private final TextToText model;

  T5Encoder(TextToText model) {
    this.model = model;
  }

  @Override
  public NDArray pooled(NDManager manager, TokenBatch batch, NDArray prompts) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      EncodedTexts encoded = model.encode(batch, prompts);
      long from = encoded.states().getShape().get(1) - batch.maxLength();
      NDArray kept =
          encoded.mask().get(":, {}:", from).eq(0).toType(encoded.states().getDataType(), false);
      NDArray sums = encoded.states().get(":, {}:, :", from).mul(kept.expandDims(2));
      return handOver(manager, sums.sum(new int[] {1}).div(kept.sum(new int[] {1}, true)));
    }
  }

  @Override
  public NDArray hidden(NDManager manager, TokenBatch batch, NDArray prompts) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return handOver(manager, model.encode(batch, prompts).states());
    }
  }

  private static NDArray handOver(NDManager manager, NDArray result) {
    NDScope.unregister(result);
    result.attach(manager);
    return result;
  }
}
