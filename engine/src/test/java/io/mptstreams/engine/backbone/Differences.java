package io.mptstreams.engine.backbone;

/** How far two arrays of numbers are apart. */
public final class Differences {

  private Differences() {}

  /** Largest absolute difference; not a number where either array holds one. */
  public static double largestDifference(float[] found, float[] expected) {
    if (found.length != expected.length) {
      throw new AssertionError("expected " + expected.length + " numbers, found " + found.length);
    }
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs((double) found[i] - expected[i]));
    }
    return largest;
  }

  /** Of values of order one or greater: the largest difference as a part of the largest of them. */
  public static double relativeDifference(float[] actual, float[] expected) {
    double greatest = 1;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return largestDifference(actual, expected) / greatest;
  }
}
