package io.mptstreams.trainer.gate;

/**
 * What champion and challenger say of one example that the challenger was not trained on.
 *
 * @param label index of the true label
 * @param champion logits at temperature 1
 * @param challenger logits at temperature 1
 * @param fair the champion was not trained on it either, so the two can be compared by it
 * @param weight 1, less if the example is from before a change or of a source that is not trusted
 */
public record HeldOut(
    int label, float[] champion, float[] challenger, boolean fair, double weight) {

  /** The same with its weight multiplied. */
  public HeldOut times(double factor) {
    return new HeldOut(label, champion, challenger, fair, weight * factor);
  }
}
