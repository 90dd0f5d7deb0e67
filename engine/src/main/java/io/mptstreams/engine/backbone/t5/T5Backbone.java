package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.text.TextTokenizer;
import java.util.Objects;
import java.util.Optional;

/** A T5 with its weights and tokenizer. Owns them all. */
final class T5Backbone implements Backbone {

  private final BackboneInfo info;
  private final T5Config config;
  private final NDManager manager;
  private final Weights weights;
  private final TextTokenizer tokenizer;
  private final T5Forward forward;
  private final TextToText model;
  private final Encoder encoder;

  T5Backbone(
      BackboneInfo info,
      T5Config config,
      NDManager manager,
      Weights weights,
      TextTokenizer tokenizer,
      T5Forward forward) {
    this.info = info;
    this.config = config;
    this.manager = manager;
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.forward = forward;
    this.model = new T5TextToText(config, forward, manager);
    this.encoder = new T5Encoder(model);
  }

  T5Forward forward() {
    return forward;
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
  public Optional<TextToText> textToText() {
    return Optional.of(model);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  /** In plain operations, which read the weights where they are. */
  @Override
  public Encoder encoder(Weights replaced) {
    return new T5Encoder(new T5TextToText(config, new T5Reference(config, replaced), manager));
  }

  @Override
  public int vocabulary() {
    return config.vocabulary();
  }

  @Override
  public float[] wordEmbeddings(int[] ids) {
    for (int id : ids) {
      Objects.checkIndex(id, config.vocabulary());
    }
    try (NDManager scratch = newManager();
        GradientMode off = GradientMode.off();
        NDArray rows = weights.get(T5Layout.EMBEDDING).get(scratch.create(ids))) {
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
