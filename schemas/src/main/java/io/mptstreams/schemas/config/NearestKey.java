package io.mptstreams.schemas.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant, by edit distance. */
public final class NearestKey {

  private NearestKey() {}

  /**
   * The nearest of the known keys, unless even that differs in more than a third of the letters.
   */
  public static Optional<String> to(String key, Collection<String> known) {
    return to(key, known, Math.max(2, key.length() / 3));
  }

  /**
   * The nearest of the known keys, unless even that takes more changes of a letter than the bound.
   */
  public static Optional<String> to(String key, Collection<String> known, int mostChanges) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
        .filter(candidate -> distance(key, candidate) <= mostChanges);
  }

  /** Levenshtein's distance: insertions, deletions and replacements between two words. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
