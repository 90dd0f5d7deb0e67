package io.mptstreams.engine.tuning.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.technique.ChangedWeights;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientClassifier;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** W + B A with B = 0 at the start, A random, on every layer's query and value. */
public final class Lora implements Technique {

  private final Backbone backbone;
  private final int rank;
  private final ReadoutSettings readout;
  private final GradientSettings settings;

  public Lora(Backbone backbone, int rank, ReadoutSettings readout, GradientSettings settings) {
    this.backbone = backbone;
    this.rank = rank;
    this.readout = readout;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "lora";
  }

  private record Change(Parameter b, Parameter a) {}

  @Override
  public FittedTask fit(FewShotTask task) {
    NDManager manager = backbone.newManager();
    Random random = new Random(task.seed());
    Map<String, Change> changes = new LinkedHashMap<>();
    List<Parameter> parameters = new ArrayList<>();
    for (String name : backbone.weights().names()) {
      if (name.endsWith(".query.weight") || name.endsWith(".value.weight")) {
        Shape shape = backbone.weights().get(name).getShape();
        Change change = change(manager, name, shape, random);
        changes.put(name, change);
        parameters.add(change.b());
        parameters.add(change.a());
      }
    }
    ChangedWeights model = new ChangedWeights(backbone, parameters, scratch -> weights(changes));
    return new GradientClassifier(manager, model, backbone.info().width())
        .fit(task, readout, settings);
  }

  private Change change(NDManager manager, String name, Shape shape, Random random) {
    long out = shape.get(0);
    long in = shape.get(1);
    float[] a = new float[Math.toIntExact(rank * in)];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) (random.nextGaussian() / Math.sqrt(in));
    }
    return new Change(
        Parameter.of(name + ".b", manager.zeros(new Shape(out, rank)), settings.learningRate(), 0),
        Parameter.of(
            name + ".a", manager.create(a, new Shape(rank, in)), settings.learningRate(), 0));
  }

  private Map<String, NDArray> weights(Map<String, Change> changes) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    changes.forEach(
        (name, change) ->
            weights.put(
                name,
                change.b().value().matMul(change.a().value()).add(backbone.weights().get(name))));
    return weights;
  }
}
