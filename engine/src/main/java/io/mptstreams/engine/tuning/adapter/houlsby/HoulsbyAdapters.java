package io.mptstreams.engine.tuning.adapter.houlsby;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.tuning.adapter.AdaptedBackbone;
import io.mptstreams.engine.tuning.adapter.Bottleneck;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.technique.ChangedWeights;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientClassifier;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two bottlenecks a layer, one behind attention and one behind the feed-forward part, each before
 * the residual connection; the layer norms are trained too. GELU between.
 */
public final class HoulsbyAdapters implements Technique {

  private static final double SPREAD = 1e-3;

  private final Backbone backbone;
  private final int inner;
  private final ReadoutSettings readout;
  private final GradientSettings settings;

  /**
   * @param inner width of a bottleneck, m
   */
  public HoulsbyAdapters(
      Backbone backbone, int inner, ReadoutSettings readout, GradientSettings settings) {
    this.backbone = backbone;
    this.inner = inner;
    this.readout = readout;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "adapter-houlsby";
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    NDManager manager = backbone.newManager();
    int width = backbone.info().width();
    Random random = new Random(task.seed());
    List<Bottleneck> attention = new ArrayList<>();
    List<Bottleneck> feedForward = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < backbone.info().layers(); i++) {
      attention.add(bottleneck(manager, "attention." + i, width, random));
      feedForward.add(bottleneck(manager, "feed_forward." + i, width, random));
      parameters.addAll(attention.get(i).parameters());
      parameters.addAll(feedForward.get(i).parameters());
    }
    List<Parameter> norms =
        ChangedWeights.copies(
                backbone, manager, HoulsbyAdapters::isLayersNorm, settings.learningRate())
            .parameters();
    Map<String, NDArray> replaced = new HashMap<>();
    norms.forEach(norm -> replaced.put(norm.name(), norm.value()));
    parameters.addAll(norms);
    AdaptedBackbone model =
        new AdaptedBackbone(
            backbone,
            (layer, part, output, normed) ->
                output.add(
                    switch (part) {
                      case ATTENTION -> attention.get(layer).apply(output);
                      case FEED_FORWARD -> feedForward.get(layer).apply(output);
                    }),
            replaced,
            parameters);
    return new GradientClassifier(manager, model, width).fit(task, readout, settings);
  }

  private Bottleneck bottleneck(NDManager manager, String name, int width, Random random) {
    return new Bottleneck(
        manager, name, width, inner, SPREAD, Activation::gelu, random, settings.learningRate());
  }

  private static boolean isLayersNorm(String name) {
    return name.contains(".layer.") && name.contains("LayerNorm");
  }
}
