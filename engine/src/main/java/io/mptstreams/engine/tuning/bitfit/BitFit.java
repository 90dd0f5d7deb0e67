package io.mptstreams.engine.tuning.bitfit;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.tuning.technique.ChangedWeights;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientClassifier;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;

/** Trains every bias of the backbone, layer norms included. */
public final class BitFit implements Technique {

  private final Backbone backbone;
  private final ReadoutSettings readout;
  private final GradientSettings settings;

  public BitFit(Backbone backbone, ReadoutSettings readout, GradientSettings settings) {
    this.backbone = backbone;
    this.readout = readout;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "bitfit";
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    NDManager manager = backbone.newManager();
    ChangedWeights model =
        ChangedWeights.copies(
            backbone, manager, name -> name.endsWith(".bias"), settings.learningRate());
    return new GradientClassifier(manager, model, backbone.info().width())
        .fit(task, readout, settings);
  }
}
