package io.mptstreams.streams.intake;

import io.mptstreams.engine.text.Utf8;
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
    long bytes = size(text) + size(textPair);
    if (bytes > maxBytes) {
      throw new RecordRejectedException(
          ErrorCode.TEXT_TOO_LARGE,
          "the text has " + bytes + " bytes, at most " + maxBytes + " are taken");
    }
  }

  private static long size(String text) {
    try {
      return Utf8.bytes(text);
    } catch (IllegalArgumentException e) {
      throw new RecordRejectedException(ErrorCode.INVALID_UNICODE, e.getMessage());
    }
  }
}
