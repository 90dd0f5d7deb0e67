package io.mptstreams.engine.text;

import java.util.Optional;

/** Text to token ids. Safe for use by many threads. */
public interface TextTokenizer extends AutoCloseable {

  /**
   * Tokenises with special tokens and cuts to {@code maxTokens} (the longer text of a pair is cut
   * first).
   *
   * @throws IllegalArgumentException if the text is not valid Unicode (an unpaired surrogate)
   */
  TokenizedText tokenize(String text, Optional<String> textPair, int maxTokens);

  /** The text of tokens; special tokens are left out. */
  String decode(int[] ids);

  @Override
  void close();
}
