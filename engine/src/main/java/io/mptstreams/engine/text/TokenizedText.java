package io.mptstreams.engine.text;

/**
 * Token ids of one text or pair, special tokens included, not padded.
 *
 * @param ids one a token
 * @param typeIds 0 for the first text, 1 for the second; same length
 * @param truncated the text was longer than the limit and was cut
 */
public record TokenizedText(int[] ids, int[] typeIds, boolean truncated) {

  /** Number of tokens. */
  public int length() {
    return ids.length;
  }
}
