package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.readout.ReadoutSettings;

/**
 * When labels are taken for partly random, and what a readout does then.
 *
 * @param wrong share of labels that are then taken for wrong, each other label as likely; 0 takes
 *     all labels at their word
 * @param vectorAnchor pull of label vectors to their phrases then, for many labels; few of them
 *     have more examples each that can be wrong together, and are pulled by 2 / labels
 * @param evidence nats by which labels that were held out must be likelier with noise than without
 */
public record NoiseSettings(double wrong, double vectorAnchor, double evidence) {

  /** Half of two labels wrong says nothing. */
  private static final double MOST = 0.5;

  public NoiseSettings {
    if (!(wrong >= 0 && wrong < MOST)) {
      throw new IllegalArgumentException(
          "training.noise.wrong must be at least 0 and under " + MOST + ", was " + wrong);
    }
    if (!(vectorAnchor > 0)) {
      throw new IllegalArgumentException(
          "training.noise.vector-anchor must be positive, was " + vectorAnchor);
    }
    if (!(evidence >= 0)) {
      throw new IllegalArgumentException(
          "training.noise.evidence must be at least 0, was " + evidence);
    }
  }

  /** One label in seven wrong; what the module's README measures. */
  public static NoiseSettings defaults() {
    return new NoiseSettings(0.15, 0.3, 2);
  }

  /**
   * Share of labels drawn from all labels that makes so many wrong: a draw can hit the right one.
   */
  double drawn(int labels) {
    return wrong * labels / (labels - 1);
  }

  ReadoutSettings applyTo(ReadoutSettings settings, int labels) {
    return new ReadoutSettings(
        Math.max(vectorAnchor, 2.0 / labels),
        settings.vectorLength(),
        settings.biasAnchor(),
        drawn(labels),
        settings.iterations());
  }
}
