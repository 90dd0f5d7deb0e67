package io.mptstreams.engine.tuning.classifier;

/**
 * What a training came to beside the model's own parameters.
 *
 * @param weights [C, d], of the prior's scale; belongs to the record
 * @param losses one a step, before the step; belongs to the record
 */
public record TrainedReadout(float[] weights, float[] losses) {}
