package io.mptstreams.engine.tuning.source;

/**
 * Fixes what U V leaves open. (u, v) and (a u, v / a) are the same update, so means of u and v over
 * tasks mean nothing until each pair has the same scale and sign: here v has root mean square 1 and
 * a sum that is not negative.
 */
final class Gauge {

  private Gauge() {}

  /**
   * Changes u and v in place, each component of the rank by itself.
   *
   * @param u [L, r]
   * @param v [r, d]
   */
  static void fix(float[] u, float[] v, int rank) {
    int length = u.length / rank;
    int width = v.length / rank;
    for (int k = 0; k < rank; k++) {
      double squares = 0;
      double sum = 0;
      for (int j = k * width; j < (k + 1) * width; j++) {
        squares += (double) v[j] * v[j];
        sum += v[j];
      }
      double factor = Math.sqrt(squares / width) * (sum < 0 ? -1 : 1);
      if (factor == 0) {
        continue;
      }
      for (int j = k * width; j < (k + 1) * width; j++) {
        v[j] = (float) (v[j] / factor);
      }
      for (int l = 0; l < length; l++) {
        u[l * rank + k] = (float) (u[l * rank + k] * factor);
      }
    }
  }
}
