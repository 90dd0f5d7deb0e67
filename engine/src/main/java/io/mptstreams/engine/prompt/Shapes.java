package io.mptstreams.engine.prompt;

/** Checks that a flat array has the shape that it claims and holds finite numbers only. */
final class Shapes {

  private Shapes() {}

  static void check(String name, float[] values, int... shape) {
    long size = 1;
    for (int n : shape) {
      size *= n;
    }
    if (values.length != size) {
      throw new InvalidParametersException(
          InvalidParametersException.Problem.WRONG_SHAPE,
          name
              + " must have "
              + java.util.Arrays.toString(shape)
              + " = "
              + size
              + " numbers, has "
              + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidParametersException(
            InvalidParametersException.Problem.NOT_FINITE, name + "[" + i + "] is " + values[i]);
      }
    }
  }
}
