package io.mptstreams.engine.tuning.adapter.pfeiffer;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.SublayerHook.Part;
import io.mptstreams.engine.tuning.adapter.AdaptedBackbone;
import io.mptstreams.engine.tuning.adapter.Bottleneck;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientClassifier;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One bottleneck a layer: it reads what the feed-forward part ends with, after the layer norm, and
 * adds to what went into that norm, which is then taken again. ReLU between.
 */
public final class PfeifferAdapters implements Technique {

  private static final double SPREAD = 0.02;

  private final Backbone backbone;
  private final int reduction;
  private final ReadoutSettings readout;
  private final GradientSettings settings;

  /**
   * @param reduction the backbone's width over a bottleneck's
   */
  public PfeifferAdapters(
      Backbone backbone, int reduction, ReadoutSettings readout, GradientSettings settings) {
    this.backbone = backbone;
    this.reduction = reduction;
    this.readout = readout;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "adapter-pfeiffer";
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    NDManager manager = backbone.newManager();
    int width = backbone.info().width();
    Random random = new Random(task.seed());
    List<Bottleneck> adapters = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < backbone.info().layers(); i++) {
      adapters.add(
          new Bottleneck(
              manager,
              "adapter." + i,
              width,
              Math.max(1, width / reduction),
              SPREAD,
              Activation::relu,
              random,
              settings.learningRate()));
      parameters.addAll(adapters.get(i).parameters());
    }
    AdaptedBackbone model =
        new AdaptedBackbone(
            backbone,
            (layer, part, output, normed) ->
                part == Part.FEED_FORWARD
                    ? output.add(adapters.get(layer).apply(normed.get()))
                    : output,
            Map.of(),
            parameters);
    return new GradientClassifier(manager, model, width).fit(task, readout, settings);
  }
}
