package io.mptstreams.engine.readout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS for smooth convex functions (Nocedal and Wright, Numerical Optimization,
 * algorithm 7.5), with a backtracking line search. Deterministic.
 */
final class Lbfgs {

  private static final int MEMORY = 10;
  private static final int MOST_HALVINGS = 30;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  private final int iterations;
  private final double tolerance;

  /**
   * @param iterations most steps
   * @param tolerance it stops where no part of the gradient is larger
   */
  Lbfgs(int iterations, double tolerance) {
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /** A function with its gradient. */
  interface Objective {

    /**
     * @param gradient is filled
     * @return the value at x
     */
    double at(double[] x, double[] gradient);
  }

  private record Correction(double[] step, double[] change, double inverseProduct) {}

  /** Moves x to the minimum, in place. */
  void minimize(Objective objective, double[] x) {
    int n = x.length;
    double[] gradient = new double[n];
    double value = objective.at(x, gradient);
    Deque<Correction> corrections = new ArrayDeque<>();
    for (int i = 0; i < iterations && largest(gradient) > tolerance; i++) {
      double[] direction = direction(gradient, corrections);
      double slope = dot(direction, gradient);
      double length = corrections.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      double[] next = new double[n];
      double[] nextGradient = new double[n];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
        for (int j = 0; j < n; j++) {
          next[j] = x[j] + length * direction[j];
        }
        nextValue = objective.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT_DECREASE * length * slope) {
          break;
        }
      }
      if (!(nextValue < value)) {
        return;
      }
      remember(corrections, x, next, gradient, nextGradient);
      System.arraycopy(next, 0, x, 0, n);
      gradient = nextGradient;
      value = nextValue;
    }
  }

  private static void remember(
      Deque<Correction> corrections, double[] x, double[] next, double[] g, double[] nextG) {
    double[] step = new double[x.length];
    double[] change = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      step[j] = next[j] - x[j];
      change[j] = nextG[j] - g[j];
    }
    double product = dot(step, change);
    if (product > 0) {
      corrections.addLast(new Correction(step, change, 1 / product));
      if (corrections.size() > MEMORY) {
        corrections.removeFirst();
      }
    }
  }

  private static double[] direction(double[] gradient, Deque<Correction> corrections) {
    double[] q = gradient.clone();
    double[] alphas = new double[corrections.size()];
    int i = corrections.size();
    for (Iterator<Correction> it = corrections.descendingIterator(); it.hasNext(); ) {
      Correction c = it.next();
      alphas[--i] = c.inverseProduct() * dot(c.step(), q);
      addTo(q, -alphas[i], c.change());
    }
    if (!corrections.isEmpty()) {
      Correction last = corrections.getLast();
      double scale = 1 / (last.inverseProduct() * dot(last.change(), last.change()));
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    for (Correction c : corrections) {
      double beta = c.inverseProduct() * dot(c.change(), q);
      addTo(q, alphas[i++] - beta, c.step());
    }
    for (int j = 0; j < q.length; j++) {
      q[j] = -q[j];
    }
    return q;
  }

  private static void addTo(double[] target, double factor, double[] values) {
    for (int j = 0; j < target.length; j++) {
      target[j] += factor * values[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
