package io.mptstreams.engine.data.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Corpus BLEU-4 (Papineni et al., ACL 2002) as sacrebleu computes it by default (Post, WMT 2018):
 * mteval-13a tokens, case kept, clipped counts over all references, the reference closest in length
 * (the shorter of two) for the brevity penalty, and exponential smoothing of orders that match
 * nothing.
 */
public final class Bleu {

  private static final int ORDERS = 4;

  private final long[] matched = new long[ORDERS];
  private final long[] possible = new long[ORDERS];
  private long outputLength;
  private long referenceLength;

  private Bleu() {}

  /**
   * Scores a corpus.
   *
   * @param outputs one text a row
   * @param references the accepted texts of each row, at least one
   * @throws IllegalArgumentException if the two differ in length or a row has no reference
   */
  public static BleuScore corpus(List<String> outputs, List<List<String>> references) {
    if (outputs.size() != references.size()) {
      throw new IllegalArgumentException(
          outputs.size() + " outputs cannot be compared with " + references.size() + " references");
    }
    Bleu bleu = new Bleu();
    for (int i = 0; i < outputs.size(); i++) {
      if (references.get(i).isEmpty()) {
        throw new IllegalArgumentException("row " + i + " has no reference");
      }
      bleu.add(
          Mteval13aTokenizer.tokenize(outputs.get(i)),
          references.get(i).stream().map(Mteval13aTokenizer::tokenize).toList());
    }
    return bleu.score();
  }

  private void add(List<String> output, List<List<String>> references) {
    outputLength += output.size();
    referenceLength += closestLength(output.size(), references);
    for (int n = 1; n <= ORDERS; n++) {
      Map<List<String>, Integer> ceiling = new HashMap<>();
      for (List<String> reference : references) {
        grams(reference, n).forEach((gram, count) -> ceiling.merge(gram, count, Math::max));
      }
      possible[n - 1] += Math.max(0, output.size() - n + 1);
      for (Map.Entry<List<String>, Integer> gram : grams(output, n).entrySet()) {
        matched[n - 1] += Math.min(gram.getValue(), ceiling.getOrDefault(gram.getKey(), 0));
      }
    }
  }

  private static int closestLength(int length, List<List<String>> references) {
    int closest = references.get(0).size();
    for (List<String> reference : references) {
      int size = reference.size();
      int gap = Math.abs(size - length) - Math.abs(closest - length);
      if (gap < 0 || (gap == 0 && size < closest)) {
        closest = size;
      }
    }
    return closest;
  }

  private static Map<List<String>, Integer> grams(List<String> tokens, int n) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
    }
    return counts;
  }

  private BleuScore score() {
    double brevity =
        outputLength == 0
            ? 0
            : Math.min(1, Math.exp(1 - (double) referenceLength / (double) outputLength));
    List<Double> precisions = new ArrayList<>(Collections.nCopies(ORDERS, 0.0));
    double smoothing = 1;
    double logs = 0;
    for (int n = 0; n < ORDERS && possible[n] > 0; n++) {
      smoothing = matched[n] == 0 ? smoothing * 2 : smoothing;
      double precision =
          (matched[n] == 0 ? 1 / smoothing : (double) matched[n]) / (double) possible[n];
      precisions.set(n, 100 * precision);
      logs += Math.log(precision);
    }
    boolean scored = matched[0] > 0 && possible[ORDERS - 1] > 0;
    double score = scored ? 100 * brevity * Math.exp(logs / ORDERS) : 0;
    return new BleuScore(score, precisions, brevity, outputLength, referenceLength);
  }
}
