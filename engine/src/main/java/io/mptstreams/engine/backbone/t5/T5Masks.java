package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.text.TokenizedText;
import java.util.Arrays;
import java.util.List;

/** Padded token ids and what of them may be read. */
final class T5Masks {

  /** Added to a score, leaves nothing of it: the least bfloat16, finite, so that no sum is NaN. */
  static final float HIDDEN = -3.3895314e38f;

  private T5Masks() {}

  /** [B, T], int64, padded to the longest. */
  static NDArray ids(NDManager manager, List<TokenizedText> texts, int padToken) {
    int longest = longest(texts);
    long[] ids = new long[texts.size() * longest];
    Arrays.fill(ids, padToken);
    for (int row = 0; row < texts.size(); row++) {
      int[] tokens = texts.get(row).ids();
      for (int i = 0; i < tokens.length; i++) {
        ids[row * longest + i] = tokens[i];
      }
    }
    return manager.create(ids, new Shape(texts.size(), longest));
  }

  /** [B, promptLength + T]: 0 for the prompt and the text, {@link #HIDDEN} for padding. */
  static NDArray mask(NDManager manager, List<TokenizedText> texts, int promptLength) {
    int length = promptLength + longest(texts);
    float[] mask = new float[texts.size() * length];
    for (int row = 0; row < texts.size(); row++) {
      int end = promptLength + texts.get(row).length();
      Arrays.fill(mask, row * length + end, (row + 1) * length, HIDDEN);
    }
    return manager.create(mask, new Shape(texts.size(), length));
  }

  private static int longest(List<TokenizedText> texts) {
    return texts.stream().mapToInt(TokenizedText::length).max().orElseThrow();
  }
}
