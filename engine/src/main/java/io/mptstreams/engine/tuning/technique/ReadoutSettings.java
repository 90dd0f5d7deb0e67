package io.mptstreams.engine.tuning.technique;

/**
 * The readout that all techniques share, so that they differ in what stands before it.
 *
 * @param priorScale factor on the label embeddings that the weights are pulled to; 0 pulls to zero
 * @param pull λ
 */
public record ReadoutSettings(float priorScale, float pull) {

  /** Chosen on source tasks, for all techniques alike. */
  public static ReadoutSettings defaults() {
    return new ReadoutSettings(10, 0.3f);
  }
}
