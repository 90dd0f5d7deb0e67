package io.mptstreams.engine.scoring;

import io.mptstreams.engine.scoring.ScoringException.Reason;

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
    long bytes = utf8Bytes("text", request.text());
    if (request.textPair().isPresent()) {
      bytes += utf8Bytes("text_pair", request.textPair().get());
    }
    if (bytes > maxBytes) {
      throw new ScoringException(
          Reason.TEXT_TOO_LARGE, "the text has " + bytes + " bytes, allowed are " + maxBytes);
    }
  }

  private static long utf8Bytes(String name, String text) {
    if (text == null || text.isBlank()) {
      throw new ScoringException(Reason.EMPTY_TEXT, name + " is empty or blank");
    }
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new ScoringException(
            Reason.INVALID_UNICODE, name + " has an unpaired surrogate at index " + i);
      }
    }
    return bytes;
  }
}
