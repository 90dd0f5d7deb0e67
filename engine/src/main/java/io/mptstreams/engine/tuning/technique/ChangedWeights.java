package io.mptstreams.engine.tuning.technique;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.tuning.classifier.TrainableModel;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A backbone some of whose weights are trained, or are made from what is trained.
 *
 * @param replacements makes the weights of a pass, by name; part of its graph
 */
public record ChangedWeights(
    Backbone backbone,
    List<Parameter> parameters,
    Function<NDManager, Map<String, NDArray>> replacements)
    implements TrainableModel {

  public ChangedWeights {
    parameters = List.copyOf(parameters);
  }

  /** Weights whose names are chosen are copied and trained themselves. */
  public static ChangedWeights copies(
      Backbone backbone, NDManager manager, Predicate<String> chosen, float learningRate) {
    Map<String, Parameter> copies = new LinkedHashMap<>();
    for (String name : backbone.weights().names()) {
      if (chosen.test(name)) {
        NDArray copy = backbone.weights().get(name).duplicate();
        copy.attach(manager);
        copies.put(name, Parameter.of(name, copy, learningRate, 0));
      }
    }
    Map<String, NDArray> values = new LinkedHashMap<>();
    copies.forEach((name, parameter) -> values.put(name, parameter.value()));
    return new ChangedWeights(backbone, List.copyOf(copies.values()), scratch -> values);
  }

  @Override
  public NDArray pooled(NDManager manager, TokenBatch batch) {
    return backbone
        .encoder(backbone.weights().with(replacements.apply(manager)))
        .pooled(manager, batch, null);
  }
}
