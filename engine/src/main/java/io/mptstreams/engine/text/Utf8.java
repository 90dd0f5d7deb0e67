package io.mptstreams.engine.text;

/** What a text is in UTF-8, found out without encoding it. */
public final class Utf8 {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Utf8() {}

  /** The first line of a file without the byte order mark that some editors begin one with. */
  public static String unmarked(String firstLine) {
    return firstLine.startsWith(BYTE_ORDER_MARK) ? firstLine.substring(1) : firstLine;
  }

  /**
   * Its size in bytes.
   *
   * @throws IllegalArgumentException if it has none, since a surrogate stands alone in it
   */
  public static long bytes(String text) {
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
        throw new IllegalArgumentException("unpaired surrogate at character " + i);
      }
    }
    return bytes;
  }
}
