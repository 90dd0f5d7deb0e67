package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.load.Weights;

/**
 * The encoder in one call of a TorchScript kernel: reordered weights in the backbone's type where
 * no graph is kept, plain float32 weights where one is.
 */
final class FusedEncoder implements Encoder {

  private final BertConfig config;
  private final PromptPlacement placement;
  private final EncoderKernel kernel;
  private final Weights weights;
  private final boolean bound;
  private final ReferenceEncoder reference;

  /**
   * @param bound the weights are those that the kernel was loaded with
   */
  FusedEncoder(
      BertConfig config,
      PromptPlacement placement,
      EncoderKernel kernel,
      Weights weights,
      boolean bound,
      ReferenceEncoder reference) {
    this.config = config;
    this.placement = placement;
    this.kernel = kernel;
    this.weights = weights;
    this.bound = bound;
    this.reference = reference;
  }

  @Override
  public NDArray pooled(NDManager manager, TokenBatch batch, NDArray prompts) {
    config.requireRoom(batch, prompts, placement);
    try (NDScope scope = new NDScope();
        NDManager inputs = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      PackedBatch packed = PackedBatch.of(inputs, batch, config.typeVocabulary() > 1);
      NDArray fronts =
          prompts == null ? EncoderKernel.noPrompt(inputs) : packed.pack(inputs, prompts);
      NDArray pooled =
          bound && !JniUtils.isGradMode()
              ? kernel.infer(packed, fronts)
              : kernel.train(weights, packed, fronts);
      return ReferenceEncoder.handOver(manager, packed.unpack(inputs, pooled));
    }
  }

  @Override
  public NDArray hidden(NDManager manager, TokenBatch batch, NDArray prompts) {
    return reference.hidden(manager, batch, prompts);
  }
}
