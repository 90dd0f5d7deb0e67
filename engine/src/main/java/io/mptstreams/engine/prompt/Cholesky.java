package io.mptstreams.engine.prompt;

/** Solves A X = B for a positive definite A, by A = L Lᵀ. */
final class Cholesky {

  private final double[][] lower;

  /**
   * @param matrix symmetric, positive definite; its lower half is read
   */
  Cholesky(double[][] matrix) {
    lower = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j];
        for (int k = 0; k < j; k++) {
          rest -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
      }
    }
  }

  /**
   * @param values B, [n, columns]
   * @return X, of the same shape
   */
  float[] solve(float[] values, int columns) {
    float[] solved = new float[values.length];
    for (int column = 0; column < columns; column++) {
      double[] x = new double[lower.length];
      for (int i = 0; i < x.length; i++) {
        double rest = values[i * columns + column];
        for (int k = 0; k < i; k++) {
          rest -= lower[i][k] * x[k];
        }
        x[i] = rest / lower[i][i];
      }
      for (int i = x.length - 1; i >= 0; i--) {
        for (int k = i + 1; k < x.length; k++) {
          x[i] -= lower[k][i] * x[k];
        }
        x[i] /= lower[i][i];
        solved[i * columns + column] = (float) x[i];
      }
    }
    return solved;
  }
}
