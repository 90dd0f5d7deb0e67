package io.mptstreams.engine.backbone.t5;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.load.TensorSource;
import io.mptstreams.engine.backbone.load.WeightDigest;
import io.mptstreams.engine.backbone.load.WeightLoader;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import io.mptstreams.engine.text.HuggingFaceTextTokenizer;
import io.mptstreams.engine.text.TextTokenizer;

/** Configuration, tensors and tokenizer in; a T5 on its device out. */
public final class T5Loader {

  /** The tensor of an output layer that is not the embedding. */
  public static final String HEAD = "lm_head.weight";

  private T5Loader() {}

  /**
   * @param tokenizerJson bytes of tokenizer.json
   * @throws InvalidBackboneException naming file, tensor and expectation
   */
  public static Backbone load(
      BackboneSettings settings, T5Config config, TensorSource source, byte[] tokenizerJson) {
    checkType(settings);
    Engine engine = PyTorchRuntime.start(settings.threads());
    Device device = PyTorchRuntime.device(engine, settings.device());
    TextTokenizer tokenizer = HuggingFaceTextTokenizer.of(settings.source(), tokenizerJson);
    NDManager manager = engine.newBaseManager(device);
    try {
      WeightDigest digest = new WeightDigest();
      Weights weights = WeightLoader.load(source, T5Layout.of(config), manager, digest);
      digest.add(tokenizerJson);
      BackboneInfo info =
          new BackboneInfo(
              settings.source(),
              "t5",
              config.width(),
              config.encoderLayers() + config.decoderLayers(),
              config.maxTokens(),
              weights.parameterCount(),
              digest.hex(),
              PyTorchRuntime.name(device),
              settings.type());
      T5Forward forward =
          settings.execution() == Execution.REFERENCE
              ? new T5Reference(config, weights)
              : T5Kernel.load(manager, config, settings.type(), weights);
      return new T5Backbone(info, config, manager, weights, tokenizer, forward);
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      manager.close();
      throw e;
    }
  }

  private static void checkType(BackboneSettings settings) {
    if (settings.type().equals("float16")) {
      throw new InvalidBackboneException(
          "backbone.type float16 overflows in T5's feed-forward layers, use bfloat16 or float32");
    }
    if (settings.execution() == Execution.REFERENCE && !settings.type().equals("float32")) {
      throw new InvalidBackboneException(
          "backbone.type must be float32 for the reference execution, was " + settings.type());
    }
  }
}
