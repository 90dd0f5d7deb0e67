package io.mptstreams.engine.readout;

import java.util.Arrays;

/**
 * Value and gradient of {@link ReadoutSolver}'s objective. The point is the label vectors,
 * transposed to [d, C] so that the inner loops run over neighbours, then the biases [C].
 */
final class ReadoutObjective implements Lbfgs.Objective {

  /** As many as {@link #products} and {@link #sums} spell out. */
  private static final int BLOCK = 4;

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
    for (int first = 0; first < vectors.length; first += BLOCK) {
      value += block(first, Math.min(BLOCK, vectors.length - first), x, gradient);
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

  /** A few examples at a time, so that the point is read from memory once for all of them. */
  private double block(int first, int count, double[] x, double[] gradient) {
    double[][] logits = new double[BLOCK][];
    double[][] factors = new double[BLOCK][width];
    for (int k = 0; k < BLOCK; k++) {
      logits[k] = Arrays.copyOfRange(x, width * labels, x.length);
      for (int j = 0; j < width && k < count; j++) {
        factors[k][j] = vectors[first + k][j];
      }
    }
    for (int j = 0; j < width; j++) {
      products(x, j * labels, j, factors, logits);
    }
    double value = 0;
    for (int k = 0; k < count; k++) {
      value += residual(first + k, logits[k]);
    }
    for (int k = count; k < BLOCK; k++) {
      Arrays.fill(logits[k], 0);
    }
    for (int j = 0; j < width; j++) {
      sums(gradient, j * labels, j, factors, logits);
    }
    for (int k = 0; k < count; k++) {
      for (int c = 0; c < labels; c++) {
        gradient[width * labels + c] += logits[k][c];
      }
    }
    return value;
  }

  /**
   * The weighted loss of an example; its logits become the weighted derivatives by them: the usual
   * ones, times the probability that the label is no noise.
   */
  private double residual(int i, double[] logits) {
    float weight = examples.weights()[i];
    int label = examples.labels()[i];
    double labelLogit = logits[label];
    double logLikelihood = labelLogit - Softmax.toProbabilities(logits);
    double meant = 1;
    if (settings.labelNoise() > 0) {
      double clean = (1 - settings.labelNoise()) * Math.exp(logLikelihood);
      double either = clean + settings.labelNoise() / labels;
      meant = clean / either;
      logLikelihood = Math.log(either);
    }
    logits[label] -= 1;
    for (int c = 0; c < labels; c++) {
      logits[c] *= weight * meant;
    }
    return -weight * logLikelihood;
  }

  private void products(double[] x, int at, int j, double[][] factors, double[][] to) {
    double f0 = factors[0][j];
    double f1 = factors[1][j];
    double f2 = factors[2][j];
    double f3 = factors[3][j];
    double[] t0 = to[0];
    double[] t1 = to[1];
    double[] t2 = to[2];
    double[] t3 = to[3];
    for (int c = 0; c < labels; c++) {
      double value = x[at + c];
      t0[c] += f0 * value;
      t1[c] += f1 * value;
      t2[c] += f2 * value;
      t3[c] += f3 * value;
    }
  }

  private void sums(double[] to, int at, int j, double[][] factors, double[][] from) {
    double f0 = factors[0][j];
    double f1 = factors[1][j];
    double f2 = factors[2][j];
    double f3 = factors[3][j];
    double[] r0 = from[0];
    double[] r1 = from[1];
    double[] r2 = from[2];
    double[] r3 = from[3];
    for (int c = 0; c < labels; c++) {
      to[at + c] += f0 * r0[c] + f1 * r1[c] + f2 * r2[c] + f3 * r3[c];
    }
  }
}
