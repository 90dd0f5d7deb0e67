package io.mptstreams.engine.data.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokenisation of NIST's mteval-v13a script, which published BLEU figures assume: punctuation
 * stands alone, except the dot and comma within a number.
 */
final class Mteval13aTokenizer {

  private static final Pattern SYMBOLS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern DOT_AFTER_NON_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern DOT_BEFORE_NON_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");
  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private Mteval13aTokenizer() {}

  static List<String> tokenize(String text) {
    String line = text.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
    line =
        line.replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    line = " " + line + " ";
    line = SYMBOLS.matcher(line).replaceAll(" $1 ");
    line = DOT_AFTER_NON_DIGIT.matcher(line).replaceAll("$1 $2 ");
    line = DOT_BEFORE_NON_DIGIT.matcher(line).replaceAll(" $1 $2");
    line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
    String trimmed = SPACES.matcher(line).replaceAll(" ").strip();
    return trimmed.isEmpty() ? List.of() : Arrays.asList(trimmed.split(" ", -1));
  }
}
