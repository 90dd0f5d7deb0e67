package io.mptstreams.engine.backbone.bert;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.kernel.ScriptModule;
import io.mptstreams.engine.backbone.load.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The module of bert_encoder.py with one backbone's weights bound to it. */
final class EncoderKernel {

  private static final int FLOAT16 = 5;
  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;

  /** What oneDNN's operators say where the processor lacks the type. */
  private static final String NO_BFLOAT16 = "bf16 path needs the cpu support";

  private final ScriptModule module;
  private final Weights weights;
  private boolean readyToLearn;

  private EncoderKernel(ScriptModule module, Weights weights) {
    this.module = module;
    this.weights = weights;
  }

  /**
   * @param infers whether {@link #infer} will be called; its weights are a copy
   */
  static EncoderKernel load(
      NDManager manager,
      BertConfig config,
      PromptPlacement placement,
      String type,
      Weights weights,
      boolean infers) {
    boolean onCpu = !manager.getDevice().isGpu();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("training", false);
    attributes.put("layers", config.layers());
    attributes.put("heads", config.heads());
    attributes.put("width", config.width());
    attributes.put("epsilon", config.epsilon());
    attributes.put(
        "activation", config.activation() == BertConfig.Activation.RELU ? "relu" : "gelu");
    attributes.put(
        "approximation", config.activation() == BertConfig.Activation.GELU_TANH ? "tanh" : "none");
    attributes.put("pooling", config.pooling().name().toLowerCase(Locale.ROOT));
    attributes.put("numbered", placement.numbered());
    attributes.put("deep", placement.deep());
    attributes.put("first_position", config.firstPosition());
    attributes.put("typed", config.typeVocabulary() > 0);
    attributes.put("low_precision", scalarType(type));
    attributes.put("onednn", onCpu);
    attributes.put("infers", infers);
    attributes.put("plain", List.of());
    attributes.put("packed", List.of());
    attributes.put("ahead", List.of());
    attributes.put("back", List.of());
    ScriptModule module =
        ScriptModule.load(
            manager, EncoderKernel.class.getResource("bert_encoder.py"), "Encoder", attributes);
    try (NDArray none = manager.create(0f)) {
      module.call("bind", weights.arrays(), none).close();
    } catch (EngineException e) {
      if (onCpu && type.equals("bfloat16") && e.getMessage().contains(NO_BFLOAT16)) {
        throw new InvalidBackboneException(
            "backbone.type bfloat16 needs a processor with AVX-512 (BW, VL, DQ) or AVX-NE-CONVERT,"
                + " and this one has neither: it must be float32",
            e);
      }
      throw e;
    }
    return new EncoderKernel(module, weights);
  }

  /** Pooled vectors in packed order, [B, d], without a graph. */
  NDArray infer(PackedBatch batch, NDArray prompts) {
    return module.call("infer", batch.ids(), batch.types(), batch.groups(), prompts);
  }

  /** Pooled vectors in packed order, [B, d], differentiable in prompts and weights. */
  NDArray train(Weights weights, PackedBatch batch, NDArray prompts) {
    return module.call(
        "train", weights.arrays(), batch.ids(), batch.types(), batch.groups(), prompts);
  }

  /**
   * Whether backpropagation would reach the prompts: a leaf with a gradient, or a result of one.
   * The kernel answers because DJL does not: {@code hasGradient} is false for results, and the name
   * of a gradient function takes the process down where there is none.
   */
  boolean learns(NDArray prompts) {
    try (NDArray answer = module.call("learns", prompts)) {
      return answer.getBoolean();
    }
  }

  /**
   * Pooled vectors in packed order, [B, d], and behind them what {@link #promptGradient} needs.
   * Backbone weights are frozen, so that no graph is kept and both ways multiply by reordered
   * weights, which are made at the first call.
   */
  NDList learn(PackedBatch batch, NDArray prompts) {
    prepareLearning();
    return module.callAll("learn", List.of(), batch.ids(), batch.types(), batch.groups(), prompts);
  }

  /**
   * Gradient of the prompts, [B, L, d].
   *
   * @param kept what {@link #learn} returned
   * @param pooled gradient of the pooled vectors, [B, d]
   */
  NDArray promptGradient(NDList kept, NDArray groups, NDArray pooled, NDArray prompts) {
    return module.call("prompt_gradient", kept, groups, pooled, prompts);
  }

  private synchronized void prepareLearning() {
    if (!readyToLearn) {
      try (NDArray none = weights.arrays().iterator().next().getManager().create(0f)) {
        module.call("bind_learning", weights.arrays(), none).close();
      }
      readyToLearn = true;
    }
  }

  /** What stands for no prompt. */
  static NDArray noPrompt(NDManager manager) {
    return manager.zeros(new Shape());
  }

  /** PyTorch's numbers of scalar types (c10/core/ScalarType.h). */
  private static int scalarType(String type) {
    return switch (type) {
      case "bfloat16" -> BFLOAT16;
      case "float16" -> FLOAT16;
      default -> FLOAT32;
    };
  }
}
