package io.mptstreams.engine.readout;

import java.util.Arrays;

/**
 * Value and gradient of {@link ReadoutSolver}'s objective. The point is the label vectors,
 * transposed to [d, C] so that the inner loops run over neighbours, then the biases [C].
 */
final class ReadoutObjective implements Lbfgs.Objective {

  private final ReadoutSettings settings;
  private final double[] prior;
  private final int labels;
  private final int width;
  private final float[][] vectors;
  private final ReadoutExamples examples;

  ReadoutObjective(
      ReadoutSettings settings, double[] prior, int labels, int width, ReadoutExamples examples) {
    this.settings = settings;
    this.prior = prior;
    this.labels = labels;
    this.width = width;
    this.examples = examples;
    this.vectors = examples.vectors().stream().map(LinearReadout::unit).toArray(float[][]::new);
  }

  @Override
  public double at(double[] x, double[] gradient) {
    double value = anchors(x, gradient);
    for (int i = 0; i < vectors.length; i++) {
      value += example(i, x, gradient);
    }
    return value;
  }

  private double anchors(double[] x, double[] gradient) {
    double value = 0;
    for (int j = 0; j < x.length; j++) {
      double anchor = j < width * labels ? settings.vectorAnchor() : settings.biasAnchor();
      double away = x[j] - prior[j];
      value += anchor / 2 * away * away;
      gradient[j] = anchor * away;
    }
    return value;
  }

  private double example(int i, double[] x, double[] gradient) {
    float weight = examples.weights()[i];
    if (weight == 0) {
      return 0;
    }
    float[] vector = vectors[i];
    double[] logits = Arrays.copyOfRange(x, width * labels, x.length);
    for (int j = 0; j < width; j++) {
      axpy(vector[j], x, j * labels, logits, 0);
    }
    int label = examples.labels()[i];
    double labelLogit = logits[label];
    double logSum = Softmax.toProbabilities(logits);
    double value = weight * (logSum - labelLogit);
    logits[label] -= 1;
    for (int j = 0; j < width; j++) {
      axpy(weight * vector[j], logits, 0, gradient, j * labels);
    }
    axpy(weight, logits, 0, gradient, width * labels);
    return value;
  }

  private void axpy(double factor, double[] from, int fromAt, double[] to, int toAt) {
    for (int c = 0; c < labels; c++) {
      to[toAt + c] += factor * from[fromAt + c];
    }
  }
}
