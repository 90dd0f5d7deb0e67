package io.mptstreams.engine.tuning.probe;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.readout.LogisticReadout;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.classifier.Readouts;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.LinearClassifier;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.Optional;

/**
 * Softmax regression on the bare backbone's sentence vectors: pulled to zero, or towards the label
 * descriptions, which is what a prompt has to beat, since label text alone explains much.
 */
public final class Probe implements Technique {

  private static final float PLAIN_PULL = 0.1f;

  private final Backbone backbone;
  private final SentenceEmbedder embedder;
  private final String name;
  private final ReadoutSettings readout;

  private Probe(Backbone backbone, String name, ReadoutSettings readout) {
    this.backbone = backbone;
    this.name = name;
    this.readout = readout;
    embedder = new SentenceEmbedder(backbone);
  }

  /** Knows no label text. */
  public static Probe plain(Backbone backbone) {
    return new Probe(backbone, "probe", new ReadoutSettings(0, PLAIN_PULL));
  }

  /** Pulled towards the label descriptions. */
  public static Probe labelPrior(Backbone backbone, ReadoutSettings readout) {
    return new Probe(backbone, "label-prior-probe", readout);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    float[] prior =
        Readouts.times(embedder.embed(task.descriptions(), Optional.empty()), readout.priorScale());
    try (NDManager manager = backbone.newManager()) {
      float[] weights =
          new LogisticReadout(manager)
              .solve(
                  embedder.embed(task.train().texts(), Optional.empty()),
                  task.train().targets(),
                  prior,
                  new float[task.labels().size()],
                  readout.pull());
      return new LinearClassifier(
          embedder, Optional.empty(), weights, backbone.info().width(), 0, weights.length);
    }
  }
}
