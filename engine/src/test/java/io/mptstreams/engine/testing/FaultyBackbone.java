package io.mptstreams.engine.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.text.TextTokenizer;
import java.util.function.Consumer;

/** A real backbone that runs something before each pass: fails, or waits. */
public final class FaultyBackbone implements Backbone {

  private final Backbone real;
  private final Consumer<TokenBatch> beforePass;

  public FaultyBackbone(Backbone real, Consumer<TokenBatch> beforePass) {
    this.real = real;
    this.beforePass = beforePass;
  }

  @Override
  public BackboneInfo info() {
    return real.info();
  }

  @Override
  public TextTokenizer tokenizer() {
    return real.tokenizer();
  }

  @Override
  public Encoder encoder() {
    Encoder encoder = real.encoder();
    return new Encoder() {
      @Override
      public NDArray pooled(NDManager manager, TokenBatch batch, NDArray prompts) {
        beforePass.accept(batch);
        return encoder.pooled(manager, batch, prompts);
      }

      @Override
      public NDArray hidden(NDManager manager, TokenBatch batch, NDArray prompts) {
        beforePass.accept(batch);
        return encoder.hidden(manager, batch, prompts);
      }
    };
  }

  @Override
  public Encoder encoder(Weights replaced) {
    return real.encoder(replaced);
  }

  @Override
  public Weights weights() {
    return real.weights();
  }

  @Override
  public int vocabulary() {
    return real.vocabulary();
  }

  @Override
  public float[] wordEmbeddings(int[] ids) {
    return real.wordEmbeddings(ids);
  }

  @Override
  public NDManager newManager() {
    return real.newManager();
  }

  @Override
  public void close() {
    real.close();
  }
}
