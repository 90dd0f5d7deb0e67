package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.kernel.ScriptModule;
import io.mptstreams.engine.backbone.load.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The module of t5.py with one backbone's weights bound to it: one call a pass. */
final class T5Kernel implements T5Forward {

  /** PyTorch's numbers of scalar types (c10/core/ScalarType.h). */
  private static final int FLOAT32 = 6;

  private static final int BFLOAT16 = 15;

  private final ScriptModule module;
  private final long width;

  private T5Kernel(ScriptModule module, long width) {
    this.module = module;
    this.width = width;
  }

  /**
   * @param manager of the device, owns the module
   * @param type float32, which shares the weights, or bfloat16, which holds copies of them
   */
  static T5Kernel load(NDManager manager, T5Config config, String type, Weights weights) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("training", false);
    attributes.put("weights", List.of());
    attributes.put("type", type.equals("bfloat16") ? BFLOAT16 : FLOAT32);
    attributes.put("heads", config.heads());
    attributes.put("encoder_layers", config.encoderLayers());
    attributes.put("decoder_layers", config.decoderLayers());
    attributes.put("gated", config.gated());
    attributes.put("scaled_head", config.scaledHead());
    attributes.put("epsilon", config.epsilon());
    attributes.put("buckets", config.buckets().count());
    attributes.put("max_distance", config.buckets().maxDistance());
    ScriptModule module =
        ScriptModule.load(manager, T5Kernel.class.getResource("t5.py"), "T5", attributes);
    List<NDArray> ordered = T5Layout.of(config).keySet().stream().map(weights::get).toList();
    try (NDArray none = manager.create(0f)) {
      module.call("bind", ordered, none).close();
    }
    return new T5Kernel(module, config.width());
  }

  @Override
  public NDArray encode(NDArray ids, NDArray mask, NDArray prompts) {
    NDArray given =
        prompts == null
            ? mask.getManager().zeros(new Shape(ids.getShape().get(0), 0, width))
            : prompts;
    return module.call("encode", ids, mask, given);
  }

  @Override
  public NDArray decode(NDArray states, NDArray mask, NDArray inputs) {
    NDList advanced = advance(cross(states, mask), List.of(), inputs);
    return advanced.get(advanced.size() - 1);
  }

  @Override
  public DecoderSession session(NDArray states, NDArray mask) {
    return new T5KernelSession(this, states, mask);
  }

  /** Keys and values of the states for each decoder layer, and their mask. */
  NDList cross(NDArray states, NDArray mask) {
    return module.callAll("cross", List.of(), states, mask);
  }

  /**
   * Some more tokens for each text.
   *
   * @param past keys and values of what is written, empty at the start
   * @param tokens [R, T]
   * @return the new keys and values, then the logits, [R, T, vocabulary]
   */
  NDList advance(List<NDArray> cross, List<NDArray> past, NDArray tokens) {
    List<NDArray> read = new ArrayList<>(cross);
    read.addAll(past);
    return module.callAll("advance", read, tokens);
  }

  /** Some rows of each array. */
  NDList select(List<NDArray> arrays, NDArray rows) {
    return module.callAll("select", arrays, rows);
  }
}
