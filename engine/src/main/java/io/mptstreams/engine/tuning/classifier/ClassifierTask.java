package io.mptstreams.engine.tuning.classifier;

import io.mptstreams.engine.tuning.TrainingSet;

/**
 * What there is to learn a classifier from.
 *
 * @param prior weights that the readout's are pulled to, [C, d]: label vectors times a scale;
 *     belongs to the record
 * @param biases added to the logits, [C]; stay as they are; belongs to the record
 * @param pull λ
 */
public record ClassifierTask(TrainingSet train, float[] prior, float[] biases, float pull) {

  int labels() {
    return biases.length;
  }

  int width() {
    return prior.length / biases.length;
  }
}
