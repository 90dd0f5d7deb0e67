package io.mptstreams.trainer.gate;

/**
 * How sure the gate must be.
 *
 * @param minEvidence held-out examples, by weight, without which it postpones
 * @param doubt standard errors by which the challenger may look worse and still be published
 * @param classBound a class may lose at most this part of its recall
 * @param classEvidence held-out examples of a class without which its bound is not tested
 * @param signal how much better than the labels' frequencies the texts must predict the labels, in
 *     nats over all the evidence; 2 is 7 to 1
 */
public record GateSettings(
    int minEvidence, double doubt, double classBound, int classEvidence, double signal) {

  public GateSettings {
    if (minEvidence < 1) {
      throw new IllegalArgumentException(
          "training.gate.min-evidence must be at least 1, was " + minEvidence);
    }
    if (Double.isNaN(doubt)) {
      throw new IllegalArgumentException("training.gate.doubt must be a number");
    }
    if (!(classBound >= 0 && classBound <= 1)) {
      throw new IllegalArgumentException(
          "training.gate.class-bound must be from 0 to 1, was " + classBound);
    }
    if (classEvidence < 1) {
      throw new IllegalArgumentException(
          "training.gate.class-evidence must be at least 1, was " + classEvidence);
    }
    if (!(signal >= 0)) {
      throw new IllegalArgumentException("training.gate.signal must be at least 0, was " + signal);
    }
  }

  /**
   * Eight examples, a class may lose 15 points, odds of 7 to 1 that there is something to learn.
   */
  public static GateSettings defaults() {
    return new GateSettings(8, 1.5, 0.15, 10, 2);
  }
}
