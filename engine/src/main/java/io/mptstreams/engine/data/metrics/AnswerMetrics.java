package io.mptstreams.engine.data.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Pattern;

/**
 * Exact match and token F1 of short answers, after SQuAD's normalisation (Rajpurkar et al., EMNLP
 * 2016, evaluate-v1.1): lower case, ASCII punctuation dropped, articles dropped, white space
 * folded. With several accepted answers, the best counts.
 */
public final class AnswerMetrics {

  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
  private static final Pattern ARTICLES =
      Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private AnswerMetrics() {}

  /** 1 if the normalised output is one of the normalised references, else 0. */
  public static double exactMatch(String output, List<String> references) {
    return best(output, references, (a, b) -> normalize(a).equals(normalize(b)) ? 1 : 0);
  }

  /** Harmonic mean of token precision and recall against the best reference, 0 to 1. */
  public static double tokenF1(String output, List<String> references) {
    return best(output, references, AnswerMetrics::f1);
  }

  static String normalize(String text) {
    String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return SPACES.matcher(ARTICLES.matcher(bare).replaceAll(" ")).replaceAll(" ").strip();
  }

  private static double best(
      String output, List<String> references, ToDoubleBiFunction<String, String> metric) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("an output can only be judged against a reference");
    }
    return references.stream()
        .mapToDouble(reference -> metric.applyAsDouble(output, reference))
        .max()
        .orElseThrow();
  }

  private static double f1(String output, String reference) {
    List<String> said = tokens(output);
    List<String> expected = tokens(reference);
    if (said.isEmpty() || expected.isEmpty()) {
      return said.equals(expected) ? 1 : 0;
    }
    List<String> missing = new ArrayList<>(expected);
    int common = 0;
    for (String token : said) {
      common += missing.remove(token) ? 1 : 0;
    }
    return 2.0 * common / (said.size() + expected.size());
  }

  private static List<String> tokens(String text) {
    String normal = normalize(text);
    return normal.isEmpty() ? List.of() : Arrays.asList(normal.split(" ", -1));
  }
}
