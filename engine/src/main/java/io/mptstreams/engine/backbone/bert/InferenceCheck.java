package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.text.TokenizedText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares a fast way through an encoder with a plain one, when a backbone is loaded. oneDNN has
 * code of its own for every kind of processor, and some of it was seen to give wrong numbers
 * without an error; no test can run on all of them.
 */
final class InferenceCheck {

  /** Tokens of texts that are read together: of several lengths, and several of one. */
  private static final int[] LENGTHS = {16, 3, 24, 16, 9, 3, 16, 16};

  private final BertConfig config;
  private final int promptRows;

  /**
   * @param promptRows of a prompt of one vector
   */
  InferenceCheck(BertConfig config, int promptRows) {
    this.config = config;
    this.promptRows = promptRows;
  }

  /** The distance that the rounding of a type explains, with room to spare. */
  static double mostFor(NumberType type) {
    return type == NumberType.FLOAT32 ? 1e-4 : 0.05;
  }

  /** Pooled vectors, [B, d], of a batch behind prompts, [B, promptRows, d]. */
  @FunctionalInterface
  interface Pass {

    NDArray pooled(NDManager manager, TokenBatch batch, NDArray prompts);
  }

  /**
   * The largest distance, 1 less the cosine, of two vectors of one text, over made-up texts alone
   * and together; not a number where a vector has none.
   */
  double distance(NDManager manager, Pass found, Pass expected) {
    int longest = Math.max(1, config.maxTokens() - promptRows);
    int[] mixed = Arrays.stream(LENGTHS).map(length -> Math.min(length, longest)).toArray();
    return Math.max(
        distance(manager, batch(mixed), found, expected),
        distance(manager, batch(mixed[0]), found, expected));
  }

  private double distance(NDManager manager, TokenBatch batch, Pass found, Pass expected) {
    try (NDManager scratch = manager.newSubManager();
        NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      Shape shape = new Shape(batch.size(), promptRows, config.width());
      NDArray prompts = scratch.arange((float) shape.size()).sin().mul(0.1f).reshape(shape);
      float[] one = found.pooled(scratch, batch, prompts).toFloatArray();
      float[] other = expected.pooled(scratch, batch, prompts).toFloatArray();
      double largest = 0;
      for (int row = 0; row < batch.size(); row++) {
        largest = Math.max(largest, 1 - cosine(one, other, row * config.width()));
      }
      return largest;
    }
  }

  private double cosine(float[] one, float[] other, int from) {
    double product = 0;
    double ofOne = 0;
    double ofOther = 0;
    for (int i = from; i < from + config.width(); i++) {
      product += (double) one[i] * other[i];
      ofOne += (double) one[i] * one[i];
      ofOther += (double) other[i] * other[i];
    }
    return product / Math.sqrt(ofOne * ofOther);
  }

  /** Ids from all over the vocabulary, other ones in every text. */
  private TokenBatch batch(int... lengths) {
    List<TokenizedText> texts =
        IntStream.range(0, lengths.length)
            .mapToObj(
                text -> {
                  int[] ids = new int[lengths[text]];
                  Arrays.setAll(ids, i -> (text * 7919 + i * 104_729) % config.vocabulary());
                  return new TokenizedText(ids, new int[ids.length], false);
                })
            .toList();
    return new TokenBatch(texts);
  }
}
