package io.mptstreams.engine.readout;

import io.mptstreams.engine.prompt.TaskParameters;

/**
 * logits_c = (scale · ⟨ẑ, w_c⟩ + b_c) / temperature, on plain arrays: the same numbers as the
 * device gives, for one vector at a time. Immutable, any thread.
 */
public final class LinearReadout {

  private final TaskParameters parameters;

  public LinearReadout(TaskParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Logits divided by the temperature, one a label.
   *
   * @param vector [d], of any length
   */
  public float[] logits(float[] vector) {
    int width = parameters.width();
    float[] unit = unit(vector);
    float[] weights = parameters.labelVectors();
    float[] logits = new float[parameters.labels().size()];
    for (int c = 0; c < logits.length; c++) {
      double dot = 0;
      for (int j = 0; j < width; j++) {
        dot += (double) weights[c * width + j] * unit[j];
      }
      logits[c] =
          (float)
              ((parameters.scale() * dot + parameters.labelBiases()[c]) / parameters.temperature());
    }
    return logits;
  }

  /** The vector scaled to length 1; a zero vector stays. */
  static float[] unit(float[] vector) {
    double square = 0;
    for (float x : vector) {
      square += (double) x * x;
    }
    double inverse = square == 0 ? 0 : 1 / Math.sqrt(square);
    float[] unit = new float[vector.length];
    for (int j = 0; j < unit.length; j++) {
      unit[j] = (float) (vector[j] * inverse);
    }
    return unit;
  }
}
