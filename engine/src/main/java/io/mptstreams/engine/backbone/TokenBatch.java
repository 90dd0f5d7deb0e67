package io.mptstreams.engine.backbone;

import io.mptstreams.engine.text.TokenizedText;
import java.util.List;

/**
 * Texts that go through the backbone together; the encoder pads them to the longest.
 *
 * @param texts at least one, in the order of the result's rows
 */
public record TokenBatch(List<TokenizedText> texts) {

  public TokenBatch {
    texts = List.copyOf(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a batch must hold at least one text");
    }
  }

  /** Rows. */
  public int size() {
    return texts.size();
  }

  /** Tokens of the longest text. */
  public int maxLength() {
    return texts.stream().mapToInt(TokenizedText::length).max().orElseThrow();
  }
}
