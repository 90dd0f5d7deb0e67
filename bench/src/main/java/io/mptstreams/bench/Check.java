package io.mptstreams.bench;

/** A figure and what it should be. A goal that is missed is a result. */
public record Check(String name, double value, double goal, boolean met) {

  public static Check atLeast(String name, double value, double goal) {
    return new Check(name, value, goal, value >= goal);
  }

  public static Check atMost(String name, double value, double goal) {
    return new Check(name, value, goal, value <= goal);
  }
}
