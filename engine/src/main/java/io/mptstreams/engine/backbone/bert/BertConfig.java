package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import io.mptstreams.engine.backbone.Pooling;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.TokenBatch;

/**
 * Sizes and conventions of one encoder.
 *
 * @param architecture bert, roberta or distilbert
 * @param width hidden size, d
 * @param intermediate width of the feed-forward layer
 * @param positions rows of the position table
 * @param typeVocabulary rows of the token type table; 0 where the architecture has none
 * @param firstPosition number of a text's first token: 0, or RoBERTa's padding index + 1
 * @param epsilon of the layer norms
 */
public record BertConfig(
    String architecture,
    int width,
    int layers,
    int heads,
    int intermediate,
    int vocabulary,
    int positions,
    int typeVocabulary,
    int firstPosition,
    double epsilon,
    Activation activation,
    Pooling pooling) {

  /** Of the feed-forward layer. */
  public enum Activation {
    /** With the error function. */
    GELU,
    /** The tanh approximation. */
    GELU_TANH,
    RELU
  }

  public BertConfig {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "a width of " + width + " cannot be split over " + heads + " attention heads");
    }
  }

  /** Tokens that have a position. */
  public int maxTokens() {
    return positions - firstPosition;
  }

  /** Width of one attention head. */
  public int headWidth() {
    return width / heads;
  }

  /**
   * Checks that every position has an embedding, and every layer its share of a deep prompt.
   *
   * @param prompts [B, L, d] or null
   * @throws IllegalArgumentException naming the limit
   */
  void requireRoom(TokenBatch batch, NDArray prompts, PromptPlacement placement) {
    if (prompts != null && placement.deep() && prompts.getShape().get(1) % layers != 0) {
      throw new IllegalArgumentException(
          "a prompt of %d vectors cannot be split over %d layers"
              .formatted(prompts.getShape().get(1), layers));
    }
    long taken = prompts == null || !placement.numbered() ? 0 : prompts.getShape().get(1);
    if (batch.maxLength() + taken > maxTokens()) {
      throw new IllegalArgumentException(
          "a text of %d tokens behind a prompt of %d positions is longer than the backbone's %d"
              .formatted(batch.maxLength(), taken, maxTokens()));
    }
  }
}
