package io.mptstreams.engine.tuning.adapter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.SublayerHook;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.tuning.classifier.TrainableModel;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;
import java.util.Map;

/**
 * A frozen backbone with adapters in its layers.
 *
 * @param hook puts the adapters in place
 * @param replaced weights of the backbone that are trained beside them, by name
 */
public record AdaptedBackbone(
    Backbone backbone, SublayerHook hook, Map<String, NDArray> replaced, List<Parameter> parameters)
    implements TrainableModel {

  public AdaptedBackbone {
    replaced = Map.copyOf(replaced);
    parameters = List.copyOf(parameters);
  }

  @Override
  public NDArray pooled(NDManager manager, TokenBatch batch) {
    return backbone.encoder(backbone.weights().with(replaced), hook).pooled(manager, batch, null);
  }
}
