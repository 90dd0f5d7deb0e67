package io.mptstreams.trainer.gate;

/**
 * What champion and challenger make of one reference text that neither was trained on.
 *
 * @param champion nats a token of the reference text
 * @param challenger nats a token of the reference text
 * @param weight 1, less if the example is from before a change or of a source that is not trusted
 */
public record HeldOutText(double champion, double challenger, double weight) {

  /** By how much the challenger finds the reference likelier, nats a token. */
  public double gain() {
    return challenger - champion;
  }
}
