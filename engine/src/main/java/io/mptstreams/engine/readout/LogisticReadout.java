package io.mptstreams.engine.readout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.GradientMode;

/**
 * Softmax regression pulled towards a prior: the weights W [C, d] that minimise Σ_i −log softmax(W
 * z_i)_{y_i} + λ/2 ‖W − W0‖². With phrases of the labels as W0 it needs few examples, and for the
 * frozen sentence vectors of a batch of examples it is exact, where gradient steps on a readout
 * would need tuning.
 */
public final class LogisticReadout {

  private static final int ITERATIONS = 100;
  private static final double TOLERANCE = 1e-4;

  private final NDManager parent;

  /**
   * @param parent gives the device; stays open
   */
  public LogisticReadout(NDManager parent) {
    this.parent = parent;
  }

  /**
   * @param vectors sentence vectors, [examples, d]
   * @param targets index of each example's label
   * @param prior W0, [C, d]
   * @param biases added to the logits, [C]; stay as they are
   * @param pull λ, positive
   * @return W, [C, d]
   */
  public float[] solve(float[] vectors, int[] targets, float[] prior, float[] biases, double pull) {
    int n = targets.length;
    int labels = biases.length;
    int width = prior.length / labels;
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off();
        NDManager manager = parent.newSubManager()) {
      scope.suppressNotUsedWarning();
      NDArray z = manager.create(vectors, new Shape(n, width));
      NDArray y = OneHot.of(manager, targets, labels);
      NDArray b = manager.create(biases, new Shape(1, labels));
      double[] x = new double[prior.length];
      for (int j = 0; j < x.length; j++) {
        x[j] = prior[j];
      }
      new Lbfgs(ITERATIONS, TOLERANCE)
          .minimize((at, gradient) -> loss(manager, z, y, b, prior, pull, at, gradient), x);
      return floats(x);
    }
  }

  private static double loss(
      NDManager manager,
      NDArray z,
      NDArray y,
      NDArray b,
      float[] prior,
      double pull,
      double[] at,
      double[] gradient) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray w = manager.create(floats(at), new Shape(y.getShape().get(1), z.getShape().get(1)));
      NDArray logProbabilities = z.matMul(w.transpose()).add(b).logSoftmax(1);
      double loss = -logProbabilities.mul(y).sum().getFloat();
      float[] slope = logProbabilities.exp().sub(y).transpose().matMul(z).toFloatArray();
      for (int j = 0; j < at.length; j++) {
        double away = at[j] - prior[j];
        loss += pull / 2 * away * away;
        gradient[j] = slope[j] + pull * away;
      }
      return loss;
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int j = 0; j < values.length; j++) {
      floats[j] = (float) values[j];
    }
    return floats;
  }
}
