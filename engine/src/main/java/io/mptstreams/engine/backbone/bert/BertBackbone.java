package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.text.TextTokenizer;
import java.util.Objects;

/** An encoder of the BERT family with its weights and tokenizer. Owns them all. */
public final class BertBackbone implements Backbone {

  private final BackboneInfo info;
  private final BertConfig config;
  private final PromptPlacement placement;
  private final NDManager manager;
  private final Weights weights;
  private final TextTokenizer tokenizer;
  private final Encoder encoder;

  public BertBackbone(
      BackboneInfo info,
      BertConfig config,
      PromptPlacement placement,
      NDManager manager,
      Weights weights,
      TextTokenizer tokenizer) {
    this.info = info;
    this.config = config;
    this.placement = placement;
    this.manager = manager;
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.encoder = new ReferenceEncoder(config, weights, placement);
  }

  @Override
  public BackboneInfo info() {
    return info;
  }

  @Override
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public Encoder encoder() {
    return encoder;
  }

  @Override
  public Encoder encoder(Weights replaced) {
    return new ReferenceEncoder(config, replaced, placement);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public float[] wordEmbeddings(int[] ids) {
    for (int id : ids) {
      Objects.checkIndex(id, config.vocabulary());
    }
    try (NDManager scratch = newManager();
        GradientMode off = GradientMode.off();
        NDArray rows = weights.get(BertTensors.WORDS).get(scratch.create(ids))) {
      return rows.toFloatArray();
    }
  }

  @Override
  public NDManager newManager() {
    return manager.newSubManager();
  }

  @Override
  public void close() {
    tokenizer.close();
    manager.close();
  }
}
