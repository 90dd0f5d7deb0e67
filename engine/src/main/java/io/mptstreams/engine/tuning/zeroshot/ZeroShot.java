package io.mptstreams.engine.tuning.zeroshot;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.LinearClassifier;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.Optional;

/** The label whose description has the largest cosine with the text, without a prompt. */
public final class ZeroShot implements Technique {

  private final SentenceEmbedder embedder;
  private final int width;

  public ZeroShot(Backbone backbone) {
    embedder = new SentenceEmbedder(backbone);
    width = backbone.info().width();
  }

  @Override
  public String name() {
    return "zero-shot";
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    float[] labels = embedder.embed(task.descriptions(), Optional.empty());
    return new LinearClassifier(embedder, Optional.empty(), labels, width, 0, 0);
  }
}
