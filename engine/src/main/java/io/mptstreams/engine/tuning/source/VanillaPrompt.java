package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.tuning.gradient.Parameter;

/**
 * One prompt for all texts of a task (Lester et al., EMNLP 2021).
 *
 * @param parameter [L, d]
 */
record VanillaPrompt(Parameter parameter) {

  /**
   * @param start [L, d]
   */
  static VanillaPrompt of(NDManager manager, float[] start, int width, SourceSettings settings) {
    return new VanillaPrompt(
        Parameter.of(
            "prompt",
            manager.create(start, new Shape(start.length / width, width)),
            settings.teachers().promptLearningRate(),
            settings.student().weightDecay()));
  }

  /** The prompt once for each text, [B, L, d]; differentiable. */
  NDArray prompts(int texts) {
    Shape shape = parameter.value().getShape();
    return parameter.value().expandDims(0).broadcast(texts, shape.get(0), shape.get(1));
  }

  /** The numbers as they are now, [L, d]. */
  float[] values() {
    return parameter.value().toFloatArray();
  }
}
