package io.mptstreams.trainer.gate;

/**
 * How sure the gate must be.
 *
 * @param minEvidence held-out examples, by weight, without which it postpones
 * @param doubt standard errors by which the challenger may look worse and still be published
 * @param classBound a class may lose at most this part of its recall
 * @param classEvidence held-out examples of a class without which its bound is not tested; nor is
 *     any while the champion was learned from fewer than so many examples a class
 * @param signal how much better than by chance the labels must be predicted before the first step
 *     away from the cold start, in nats over all of them: labels drawn at random pass by luck with
 *     a probability of e to the minus this, ever where they are foretold, at one look where they
 *     are held out
 * @param promptEvidence held-out examples, by weight, without which no task moves to a newer shared
 *     prompt
 * @param promptBound accuracy that a task may lose to a newer shared prompt, 0 to 1
 */
public record GateSettings(
    int minEvidence,
    double doubt,
    double classBound,
    int classEvidence,
    double signal,
    int promptEvidence,
    double promptBound) {

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
    if (promptEvidence < 1) {
      throw new IllegalArgumentException(
          "training.gate.prompt-evidence must be at least 1, was " + promptEvidence);
    }
    if (!(promptBound >= 0 && promptBound <= 1)) {
      throw new IllegalArgumentException(
          "training.gate.prompt-bound must be from 0 to 1, was " + promptBound);
    }
  }

  /**
   * Four examples, a class may lose 15 points, random labels are ever taken for meant in a task of
   * twelve at most; sixteen examples for a newer shared prompt, to which a task may lose a point.
   */
  public static GateSettings defaults() {
    return new GateSettings(4, 1.5, 0.15, 10, 2.5, 16, 0.01);
  }
}
