package io.mptstreams.engine.tuning.classifier;

import io.mptstreams.engine.tuning.TrainingSet;

/**
 * What there is to learn a classifier from.
 *
 * @param prior weights that the readout's are pulled to, [C, d]: label vectors times a scale;
 *     belongs to the record
 * @param biases added to the logits, [C]; stay as they are; belongs to the record
 * @param pull λ
 * @param priorWeight how much the examples' answers are held to what the prior answers behind the
 *     model at its start, 0 for not at all
 */
public record ClassifierTask(
    TrainingSet train, float[] prior, float[] biases, float pull, float priorWeight) {

  /** Learned from the examples alone. */
  public ClassifierTask(TrainingSet train, float[] prior, float[] biases, float pull) {
    this(train, prior, biases, pull, 0);
  }

  int labels() {
    return biases.length;
  }

  int width() {
    return prior.length / biases.length;
  }
}
