package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;

/** Task parameters with one part replaced. */
public final class Parameters {

  private Parameters() {}

  /** The same readout behind another prompt. */
  public static TaskParameters withFactors(TaskParameters p, float[] u, float[] v) {
    return new TaskParameters(
        p.length(),
        p.width(),
        p.rank(),
        u,
        v,
        p.labels(),
        p.labelVectors(),
        p.labelBiases(),
        p.scale(),
        p.temperature());
  }

  /** The same with other biases. */
  public static TaskParameters withBiases(TaskParameters p, float[] biases) {
    return new TaskParameters(
        p.length(),
        p.width(),
        p.rank(),
        p.u(),
        p.v(),
        p.labels(),
        p.labelVectors(),
        biases,
        p.scale(),
        p.temperature());
  }

  /** The same at another temperature. */
  public static TaskParameters at(TaskParameters p, float temperature) {
    return new TaskParameters(
        p.length(),
        p.width(),
        p.rank(),
        p.u(),
        p.v(),
        p.labels(),
        p.labelVectors(),
        p.labelBiases(),
        p.scale(),
        temperature);
  }
}
