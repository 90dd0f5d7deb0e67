package io.mptstreams.engine.text;

import ai.djl.huggingface.tokenizers.Encoding;
import java.util.stream.IntStream;

/** Cuts an encoding that is too long from the end of its texts, keeping the special tokens. */
final class Truncation {

  private Truncation() {}

  /**
   * @param first tokens of the first text; what follows of plain tokens is the second
   */
  static TokenizedText cut(Encoding encoding, int first, int maxTokens) {
    long[] special = encoding.getSpecialTokenMask();
    int specials = (int) IntStream.range(0, special.length).filter(i -> special[i] == 1).count();
    int second = special.length - specials - first;
    int room = Math.max(0, maxTokens - specials);
    int keptSecond = Math.min(second, Math.max(room / 2, room - first));
    int keptFirst = Math.min(first, room - keptSecond);
    int[] kept = kept(special, first, keptFirst, keptSecond);
    long[] ids = encoding.getIds();
    long[] types = encoding.getTypeIds();
    return new TokenizedText(
        IntStream.of(kept).map(i -> (int) ids[i]).toArray(),
        IntStream.of(kept).map(i -> (int) types[i]).toArray(),
        true);
  }

  private static int[] kept(long[] special, int first, int keptFirst, int keptSecond) {
    IntStream.Builder kept = IntStream.builder();
    int plain = 0;
    for (int i = 0; i < special.length; i++) {
      boolean keep = special[i] == 1;
      if (!keep) {
        keep = plain < first ? plain < keptFirst : plain - first < keptSecond;
        plain++;
      }
      if (keep) {
        kept.add(i);
      }
    }
    return kept.build().toArray();
  }
}
