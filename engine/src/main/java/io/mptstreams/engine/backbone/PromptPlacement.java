package io.mptstreams.engine.backbone;

/**
 * Where a soft prompt stands. Attention has no order of its own, so a prompt is placed by position
 * embeddings alone; the encoders keep it in front of the text in memory either way.
 */
public enum PromptPlacement {
  /**
   * After [CLS], with token type 0 and without a position of its own; the text keeps the positions
   * that it was pre-trained with. Takes no room from the text.
   */
  AFTER_CLS(false),

  /**
   * In front of everything, as PEFT does it: positions are numbered over prompt and text, and the
   * prompt has token type 0. Takes its length from the longest text.
   */
  BEFORE_TEXT(true);

  private final boolean numbered;

  PromptPlacement(boolean numbered) {
    this.numbered = numbered;
  }

  /** The prompt has positions of its own, and the text's come after them. */
  public boolean numbered() {
    return numbered;
  }
}
