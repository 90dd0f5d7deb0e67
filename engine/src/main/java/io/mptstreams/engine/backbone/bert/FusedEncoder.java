package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.load.Weights;
import java.util.Optional;

/**
 * The encoder fused: where no graph is kept, oneDNN's primitives on a CPU, and elsewhere one call
 * of a TorchScript kernel with weights in the backbone's type; where one is kept, the kernel with
 * plain float32 weights.
 */
final class FusedEncoder implements Encoder {

  private final BertConfig config;
  private final PromptPlacement placement;
  private final EncoderKernel kernel;
  private final Optional<OneDnnKernel> inference;
  private final Weights weights;
  private final boolean bound;
  private final ReferenceEncoder reference;

  /**
   * @param inference what takes the kernel's place where no graph is kept
   * @param bound the weights are those that the kernel was loaded with
   */
  FusedEncoder(
      BertConfig config,
      PromptPlacement placement,
      EncoderKernel kernel,
      Optional<OneDnnKernel> inference,
      Weights weights,
      boolean bound,
      ReferenceEncoder reference) {
    this.config = config;
    this.placement = placement;
    this.kernel = kernel;
    this.inference = inference;
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
      PackedTexts texts = PackedTexts.of(batch, config.typeVocabulary() > 1);
      boolean infers = bound && !JniUtils.isGradMode();
      if (infers && inference.isPresent()) {
        NDArray packed = prompts == null ? null : texts.pack(inputs, prompts);
        return ReferenceEncoder.handOver(manager, inference.get().infer(manager, texts, packed));
      }
      NDArray fronts =
          prompts == null ? EncoderKernel.noPrompt(inputs) : texts.pack(inputs, prompts);
      if (!infers) {
        return train(manager, inputs, texts, fronts);
      }
      NDArray pooled = kernel.infer(PackedBatch.of(inputs, texts), fronts);
      return ReferenceEncoder.handOver(manager, texts.unpack(inputs, pooled));
    }
  }

  private NDArray train(NDManager manager, NDManager inputs, PackedTexts texts, NDArray fronts) {
    PackedBatch packed = PackedBatch.of(inputs, texts);
    if (bound && GradientMode.canContinue() && kernel.learns(fronts)) {
      return learn(manager, inputs, texts, packed, fronts);
    }
    NDArray pooled = kernel.train(weights, packed, fronts);
    return ReferenceEncoder.handOver(manager, texts.unpack(inputs, pooled));
  }

  /**
   * A pass that ends the graph: the vectors are its new leaf, and their gradient goes back to the
   * prompts by the kernel's own way back.
   */
  private NDArray learn(
      NDManager manager, NDManager inputs, PackedTexts texts, PackedBatch packed, NDArray fronts) {
    NDList kept;
    try (GradientMode off = GradientMode.off()) {
      kept = kernel.learn(packed, fronts);
    }
    kept.forEach(array -> ReferenceEncoder.handOver(manager, array));
    NDArray groups = ReferenceEncoder.handOver(manager, packed.groups());
    if (!texts.sorted()) {
      ReferenceEncoder.handOver(manager, fronts);
    }
    NDArray leaf = kept.head();
    leaf.setRequiresGradient(true);
    GradientMode.continueBackward(
        () -> {
          NDArray gradient;
          try (GradientMode off = GradientMode.off()) {
            gradient = kernel.promptGradient(kept, groups, leaf.getGradient(), fronts);
          }
          GradientMode.backward(fronts.mul(gradient).sum());
        });
    NDArray pooled = texts.unpack(inputs, leaf);
    return texts.sorted() ? pooled : ReferenceEncoder.handOver(manager, pooled);
  }

  @Override
  public NDArray hidden(NDManager manager, TokenBatch batch, NDArray prompts) {
    return reference.hidden(manager, batch, prompts);
  }
}
