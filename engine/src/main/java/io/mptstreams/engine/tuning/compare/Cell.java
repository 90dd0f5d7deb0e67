package io.mptstreams.engine.tuning.compare;

/**
 * One technique on one draw of one task.
 *
 * @param k examples a class, 0 for all
 * @param accuracy 0 to 1
 * @param macroF1 0 to 1
 * @param parameters trained numbers without the readout
 */
public record Cell(
    String method,
    String task,
    int k,
    int draw,
    int testRows,
    double accuracy,
    double macroF1,
    long parameters,
    long headParameters,
    double adaptSeconds,
    double scoreSeconds) {

  /** Whether it measures the same as another. */
  boolean isFor(String otherMethod, String otherTask, int otherK, int otherDraw) {
    return method.equals(otherMethod) && task.equals(otherTask) && k == otherK && draw == otherDraw;
  }
}
