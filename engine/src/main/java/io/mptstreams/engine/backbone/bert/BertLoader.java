package io.mptstreams.engine.backbone.bert;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.load.TensorSource;
import io.mptstreams.engine.backbone.load.WeightDigest;
import io.mptstreams.engine.backbone.load.WeightLoader;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import io.mptstreams.engine.text.HuggingFaceTextTokenizer;
import io.mptstreams.engine.text.TextTokenizer;
import java.nio.charset.StandardCharsets;

/** Configuration, tensors and tokenizer in; a backbone on its device out. */
public final class BertLoader {

  private BertLoader() {}

  /**
   * @param config with the pooling that is to be used
   * @param tokenizerJson bytes of tokenizer.json
   */
  public static Backbone load(
      BackboneSettings settings, BertConfig config, TensorSource source, byte[] tokenizerJson) {
    Engine engine = PyTorchRuntime.start(settings.threads());
    Device device = PyTorchRuntime.device(engine, settings.device());
    if (settings.type().equals("float16") && !device.isGpu()) {
      throw new InvalidBackboneException(
          "backbone.type float16 needs a GPU; on a CPU it must be float32 or bfloat16");
    }
    TextTokenizer tokenizer = HuggingFaceTextTokenizer.of(settings.source(), tokenizerJson);
    NDManager manager = engine.newBaseManager(device);
    try {
      WeightDigest digest = new WeightDigest();
      Weights weights = WeightLoader.load(source, BertTensors.expected(config), manager, digest);
      digest.add(tokenizerJson);
      if (settings.placement().deep()) {
        // A prompt for every layer means nothing at the input, and the other way round.
        digest.add(settings.placement().name().getBytes(StandardCharsets.UTF_8));
      }
      BackboneInfo info =
          new BackboneInfo(
              settings.source(),
              config.architecture(),
              config.width(),
              config.layers(),
              config.maxTokens(),
              weights.parameterCount(),
              digest.hex(),
              PyTorchRuntime.name(device),
              settings.type());
      return new BertBackbone(info, config, settings, manager, weights, tokenizer);
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      manager.close();
      throw e;
    }
  }
}
