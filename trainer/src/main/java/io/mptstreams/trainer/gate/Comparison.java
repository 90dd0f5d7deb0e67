package io.mptstreams.trainer.gate;

import java.util.List;
import java.util.Map;

/** The paired figures of one comparison, weighted where the evidence is. */
final class Comparison {

  private final int size;
  private final double championAccuracy;
  private final double challengerAccuracy;
  private final double logGain;
  private final double ece;
  private final double gainError;
  private final double logGainError;
  private final int[] counts;
  private final int[] wins;
  private final int[] losses;

  private Comparison(List<HeldOut> evidence, Scores champion, Scores challenger, int labels) {
    this.size = evidence.size();
    this.counts = new int[labels];
    this.wins = new int[labels];
    this.losses = new int[labels];
    double total = 0;
    double a = 0;
    double b = 0;
    double gain = 0;
    double gainSquares = 0;
    double logSquares = 0;
    for (int i = 0; i < size; i++) {
      HeldOut e = evidence.get(i);
      total += e.weight();
      a += champion.right()[i] ? e.weight() : 0;
      b += challenger.right()[i] ? e.weight() : 0;
      double better = challenger.logProbability()[i] - champion.logProbability()[i];
      gain += e.weight() * better;
      logSquares += Math.pow(e.weight() * better, 2);
      gainSquares += champion.right()[i] == challenger.right()[i] ? 0 : e.weight() * e.weight();
      counts[e.label()]++;
      if (champion.right()[i] != challenger.right()[i]) {
        (challenger.right()[i] ? wins : losses)[e.label()]++;
      }
    }
    double divisor = Math.max(total, 1e-9);
    this.championAccuracy = a / divisor;
    this.challengerAccuracy = b / divisor;
    this.logGain = gain / divisor;
    this.gainError = Math.sqrt(gainSquares) / divisor;
    this.logGainError = Math.sqrt(logSquares) / divisor;
    this.ece = Calibration.error(challenger.confidence(), challenger.right());
  }

  static Comparison of(List<HeldOut> evidence, Scores champion, Scores challenger, int labels) {
    return new Comparison(evidence, champion, challenger, labels);
  }

  /** Accuracy of the challenger less the champion's, -1 to 1. */
  double gain() {
    return challengerAccuracy - championAccuracy;
  }

  /** Log-likelihood of the challenger less the champion's, nats an example. */
  double logGain() {
    return logGain;
  }

  /** Standard error of {@link #gain()} if the two were as good. */
  double gainError() {
    return gainError;
  }

  /** Standard error of {@link #logGain()} if the two were as good. */
  double logGainError() {
    return logGainError;
  }

  int size() {
    return size;
  }

  int count(int label) {
    return counts[label];
  }

  int wins(int label) {
    return wins[label];
  }

  int losses(int label) {
    return losses[label];
  }

  /** The part of the label's recall that the challenger would lose. */
  double recallDrop(int label) {
    return (double) (losses[label] - wins[label]) / Math.max(1, counts[label]);
  }

  Map<String, Double> metrics() {
    return Map.of(
        "champion.accuracy", championAccuracy,
        "challenger.accuracy", challengerAccuracy,
        "gain", gain(),
        "log-gain", logGain,
        "ece", ece);
  }
}
