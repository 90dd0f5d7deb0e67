package io.mptstreams.trainer.adapt;

/**
 * How fast a readout follows a change of the labels' balance.
 *
 * @param halving labels after which a label counts half for the present balance
 * @param strength pull of the present balance towards that of all examples, as a number of examples
 *     a label
 */
public record ShiftSettings(int halving, double strength) {

  public ShiftSettings {
    if (halving < 1) {
      throw new IllegalArgumentException(
          "training.shift.halving must be at least 1, was " + halving);
    }
    if (!(strength > 0)) {
      throw new IllegalArgumentException(
          "training.shift.strength must be positive, was " + strength);
    }
  }

  /** Twenty labels; two and a half examples a label. */
  public static ShiftSettings defaults() {
    return new ShiftSettings(20, 2.5);
  }
}
