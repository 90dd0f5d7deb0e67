package io.mptstreams.engine.readout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Interruption;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.LengthBatches;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sentence vectors of length 1, with or without one prompt for all. Any thread may use it. */
public final class SentenceEmbedder {

  private static final int BATCH = 64;
  private static final int BATCH_TOKENS = 8192;
  private static final float SMALLEST_NORM = 1e-12f;

  private final Backbone backbone;

  public SentenceEmbedder(Backbone backbone) {
    this.backbone = backbone;
  }

  private record Numbered(int index, TokenizedText text) {}

  /** Reads texts. */
  @FunctionalInterface
  public interface Pass {

    /** Pooled sentence vectors, [B, d]. */
    NDArray pooled(NDManager manager, TokenBatch batch);
  }

  /**
   * Runs in batches sorted by length, without a graph.
   *
   * @param prompt a composed prompt, [L, d]; none for the bare backbone
   * @return [texts, d], each row of length 1
   */
  public float[] embed(List<TokenizedText> texts, Optional<float[]> prompt) {
    try (NDManager manager = backbone.newManager()) {
      return embed(manager, backbone.info().width(), texts, (m, batch) -> pooled(m, batch, prompt));
    }
  }

  /**
   * Runs in batches sorted by length, without a graph.
   *
   * @param parent gives each batch a manager; stays open
   * @param width d
   * @return [texts, d], each row of length 1
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public static float[] embed(NDManager parent, int width, List<TokenizedText> texts, Pass pass) {
    List<Numbered> numbered = new ArrayList<>(texts.size());
    for (TokenizedText text : texts) {
      numbered.add(new Numbered(numbered.size(), text));
    }
    float[] vectors = new float[texts.size() * width];
    for (List<Numbered> batch : LengthBatches.cut(numbered, Numbered::text, BATCH, BATCH_TOKENS)) {
      Interruption.check();
      try (NDScope scope = new NDScope();
          GradientMode off = GradientMode.off();
          NDManager manager = parent.newSubManager()) {
        scope.suppressNotUsedWarning();
        TokenBatch tokens = new TokenBatch(batch.stream().map(Numbered::text).toList());
        float[] rows = unit(pass.pooled(manager, tokens)).toFloatArray();
        for (int i = 0; i < batch.size(); i++) {
          System.arraycopy(rows, i * width, vectors, batch.get(i).index() * width, width);
        }
      }
    }
    return vectors;
  }

  /** Rows of {@code pooled} scaled to length 1; differentiable. */
  public static NDArray unit(NDArray pooled) {
    return pooled.div(pooled.norm(new int[] {1}, true).maximum(Scalar.of(pooled, SMALLEST_NORM)));
  }

  private NDArray pooled(NDManager manager, TokenBatch batch, Optional<float[]> prompt) {
    int width = backbone.info().width();
    NDArray prompts = null;
    if (prompt.isPresent()) {
      int length = prompt.get().length / width;
      prompts =
          manager
              .create(prompt.get(), new Shape(1, length, width))
              .broadcast(batch.size(), length, width);
    }
    return backbone.encoder().pooled(manager, batch, prompts);
  }
}
