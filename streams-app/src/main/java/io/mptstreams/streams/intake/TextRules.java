package io.mptstreams.streams.intake;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;

/** What a text must be before anybody spends time on it. */
public final class TextRules {

  private final int maxBytes;

  /**
   * @param maxBytes UTF-8 bytes of a text and its pair together
   */
  public TextRules(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * @throws RecordRejectedException with EMPTY_TEXT, TEXT_TOO_LARGE or INVALID_UNICODE
   */
  public void check(String text, String textPair) {
    if (text.isBlank()) {
      throw new RecordRejectedException(ErrorCode.EMPTY_TEXT, "the text is empty or blank");
    }
    long bytes = utf8Length(text) + utf8Length(textPair);
    if (bytes > maxBytes) {
      throw new RecordRejectedException(
          ErrorCode.TEXT_TOO_LARGE,
          "the text has " + bytes + " bytes, at most " + maxBytes + " are taken");
    }
  }

  private static long utf8Length(String text) {
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
        throw new RecordRejectedException(
            ErrorCode.INVALID_UNICODE, "unpaired surrogate at character " + i);
      }
    }
    return bytes;
  }
}
