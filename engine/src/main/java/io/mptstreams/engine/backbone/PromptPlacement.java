package io.mptstreams.engine.backbone;

import java.util.Locale;

/**
 * Where a soft prompt stands in an encoder. Attention has no order of its own, so a prompt at the
 * input is placed by position embeddings alone; the encoders keep it in front of the text in memory
 * either way.
 */
public enum PromptPlacement {
  /**
   * At the input, after [CLS], with token type 0 and without a position of its own; the text keeps
   * the positions that it was pre-trained with. Takes no room from the text.
   */
  AFTER_CLS,

  /**
   * At the input, in front of everything, as PEFT does it: positions are numbered over prompt and
   * text, and the prompt has token type 0. Takes its length from the longest text.
   */
  BEFORE_TEXT,

  /**
   * Vectors of its own for every layer (deep prompts: Liu et al., P-Tuning v2, ACL 2022): the rows
   * of a prompt are those of the first layer, then those of the second, and so on. A layer's
   * vectors are keys and values beside the text's and nothing else, so that they cost a tenth of
   * what prompt positions at the input do. Takes no room from the text.
   */
  EVERY_LAYER;

  /**
   * The placement of a configuration: {@code every-layer}, {@code after-cls} or {@code
   * before-text}.
   *
   * @throws IllegalArgumentException for another name, naming the key
   */
  public static PromptPlacement of(String name) {
    for (PromptPlacement placement : values()) {
      if (placement.key().equals(name)) {
        return placement;
      }
    }
    throw new IllegalArgumentException(
        "backbone.prompts must be every-layer, after-cls or before-text, was " + name);
  }

  /** Its name in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The prompt has positions of its own, and the text's come after them. */
  public boolean numbered() {
    return this == BEFORE_TEXT;
  }

  /** Every layer has vectors of its own. */
  public boolean deep() {
    return this == EVERY_LAYER;
  }
}
