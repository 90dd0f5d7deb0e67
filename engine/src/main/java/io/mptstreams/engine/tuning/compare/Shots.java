package io.mptstreams.engine.tuning.compare;

/**
 * How many examples a task is learned from.
 *
 * @param count k; 0 for the whole train part
 * @param total k in all, drawn without regard to class, and not k a class
 */
public record Shots(int count, boolean total) {

  public Shots {
    if (count < 0 || (total && count == 0)) {
      throw refused(count);
    }
  }

  private static IllegalArgumentException refused(int count) {
    return new IllegalArgumentException("k must be at least 1, or full, was " + count);
  }

  /** All of the train part. */
  public static Shots full() {
    return new Shots(0, false);
  }

  /**
   * @throws IllegalArgumentException below 1: all has a name of its own
   */
  public static Shots perClass(int count) {
    if (count < 1) {
      throw refused(count);
    }
    return new Shots(count, false);
  }

  public static Shots inTotal(int count) {
    return new Shots(count, true);
  }

  /** As in tables: 16, full, or 16 in total. */
  @Override
  public String toString() {
    if (count == 0) {
      return "full";
    }
    return total ? count + " in total" : Integer.toString(count);
  }
}
