package io.mptstreams.engine.scoring;

import io.mptstreams.engine.text.TextTokenizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of labels as a decoder writes them, end token included; those used last are kept. Safe for
 * many threads: an engine's workers share it.
 */
final class LabelWords {

  private static final int KEPT = 10_000;
  private static final int MOST_TOKENS = 64;

  private final TextTokenizer tokenizer;
  private final Map<String, int[]> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, int[]> eldest) {
          return size() > KEPT;
        }
      };

  LabelWords(TextTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** The array belongs to this object. */
  synchronized int[] tokens(String label) {
    return known.computeIfAbsent(
        label, words -> tokenizer.tokenize(words, Optional.empty(), MOST_TOKENS).ids());
  }
}
