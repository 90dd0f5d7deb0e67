package io.mptstreams.engine.scoring;

import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.text.Utf8;

/** Refuses texts that no tokenizer should see. Looks at each character once, allocates nothing. */
final class TextGuard {

  private final int maxBytes;

  TextGuard(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * @throws ScoringException EMPTY_TEXT, INVALID_UNICODE or TEXT_TOO_LARGE
   */
  void check(ScoringRequest request) {
    long bytes = bytes("text", request.text());
    if (request.textPair().isPresent()) {
      bytes += bytes("text_pair", request.textPair().get());
    }
    if (bytes > maxBytes) {
      throw new ScoringException(
          Reason.TEXT_TOO_LARGE, "the text has " + bytes + " bytes, allowed are " + maxBytes);
    }
  }

  private static long bytes(String name, String text) {
    if (text == null || text.isBlank()) {
      throw new ScoringException(Reason.EMPTY_TEXT, name + " is empty or blank");
    }
    try {
      return Utf8.bytes(text);
    } catch (IllegalArgumentException e) {
      throw new ScoringException(Reason.INVALID_UNICODE, name + ": " + e.getMessage(), e);
    }
  }
}
