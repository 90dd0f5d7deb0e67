package io.mptstreams.engine.tuning.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One technique on one draw of one task.
 *
 * @param k examples a class, 0 for all
 * @param total k is the number of examples of all classes together
 * @param basis what every cell of a comparison has in common, see {@link Basis}
 * @param examples that it learned from
 * @param accuracy 0 to 1
 * @param macroF1 0 to 1
 * @param parameters trained numbers without the readout
 */
public record Cell(
    String method,
    String task,
    int k,
    boolean total,
    int draw,
    String basis,
    int examples,
    int testRows,
    double accuracy,
    double macroF1,
    long parameters,
    long headParameters,
    double adaptSeconds,
    double scoreSeconds) {

  @JsonIgnore
  public Shots shots() {
    return new Shots(k, total);
  }

  /** Whether it measures the same as another. */
  boolean isFor(String otherMethod, String otherTask, Shots otherShots, int otherDraw) {
    return method.equals(otherMethod)
        && task.equals(otherTask)
        && shots().equals(otherShots)
        && draw == otherDraw;
  }
}
