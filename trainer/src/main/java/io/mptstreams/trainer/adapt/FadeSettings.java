package io.mptstreams.trainer.adapt;

/**
 * How examples from before a detected change lose weight.
 *
 * @param halving newer examples of a label that halve the weight of its older ones
 * @param floor least weight
 */
public record FadeSettings(int halving, double floor) {

  public FadeSettings {
    if (halving < 1) {
      throw new IllegalArgumentException(
          "training.fade.halving must be at least 1, was " + halving);
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException("training.fade.floor must be from 0 to 1, was " + floor);
    }
  }

  /** Eight newer examples of a label halve its older ones, down to a twentieth. */
  public static FadeSettings defaults() {
    return new FadeSettings(8, 0.05);
  }
}
