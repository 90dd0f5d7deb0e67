package io.mptstreams.engine.data.metrics;

import java.util.List;

/**
 * Corpus BLEU and what it is made of.
 *
 * @param score 0 to 100
 * @param precisions of 1- to 4-grams, 0 to 100, smoothed where nothing matched
 * @param brevityPenalty 0 to 1
 * @param outputLength tokens of all outputs
 * @param referenceLength tokens of the references closest in length
 */
public record BleuScore(
    double score,
    List<Double> precisions,
    double brevityPenalty,
    long outputLength,
    long referenceLength) {

  public BleuScore {
    precisions = List.copyOf(precisions);
  }
}
