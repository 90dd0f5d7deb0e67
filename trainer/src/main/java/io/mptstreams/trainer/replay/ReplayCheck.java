package io.mptstreams.trainer.replay;

/**
 * One figure against its goal.
 *
 * @param name what is measured, and in what
 */
public record ReplayCheck(String name, double value, double goal, boolean met) {

  static ReplayCheck atLeast(String name, double value, double goal) {
    return new ReplayCheck(name, value, goal, value >= goal);
  }

  static ReplayCheck atMost(String name, double value, double goal) {
    return new ReplayCheck(name, value, goal, value <= goal);
  }
}
