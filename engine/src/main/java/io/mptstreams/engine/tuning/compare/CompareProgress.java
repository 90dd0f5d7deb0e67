package io.mptstreams.engine.tuning.compare;

/** Hears how a comparison goes, on its thread. */
@FunctionalInterface
public interface CompareProgress {

  /** A new cell is finished. */
  void measured(Cell cell);

  /**
   * Called before anything is measured.
   *
   * @param missing cells that no run has measured yet
   */
  default void begins(int missing) {}
}
