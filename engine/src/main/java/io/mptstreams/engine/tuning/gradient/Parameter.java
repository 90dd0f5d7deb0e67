package io.mptstreams.engine.tuning.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * An array that is trained, with AdamW's moments (Loshchilov and Hutter, ICLR 2019).
 *
 * @param value float32, owned by a manager of the training; wants gradients
 * @param learningRate at full speed
 * @param weightDecay decoupled
 */
public record Parameter(
    String name,
    NDArray value,
    NDArray firstMoment,
    NDArray secondMoment,
    float learningRate,
    float weightDecay) {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  /** Makes {@code value} want gradients, with moments of 0. Not to be called within a step. */
  public static Parameter of(String name, NDArray value, float learningRate, float weightDecay) {
    value.setRequiresGradient(true);
    return new Parameter(
        name, value, value.zerosLike(), value.zerosLike(), learningRate, weightDecay);
  }

  /** The gradient of the last backward pass; lives as long as the scope of the step. */
  NDArray gradient() {
    return value.getGradient();
  }

  /**
   * One AdamW step with the gradient times {@code gradientFactor}, and clears the gradient.
   *
   * @param step 1 for the first
   * @param speed factor on the learning rate
   */
  void update(int step, float speed, float gradientFactor) {
    NDArray gradient = gradient();
    if (gradientFactor != 1) {
      gradient = gradient.mul(gradientFactor);
    }
    double bias1 = 1 - Math.pow(BETA1, step);
    double bias2 = 1 - Math.pow(BETA2, step);
    float rate = learningRate * speed;
    JniUtils.adamUpdate(
        (PtNDArray) value,
        (PtNDArray) gradient,
        (PtNDArray) firstMoment,
        (PtNDArray) secondMoment,
        rate,
        (float) (rate * Math.sqrt(bias2) / bias1),
        weightDecay,
        1f,
        -1f,
        BETA1,
        BETA2,
        EPSILON,
        true);
    JniUtils.zeroGrad((PtNDArray) value);
  }
}
