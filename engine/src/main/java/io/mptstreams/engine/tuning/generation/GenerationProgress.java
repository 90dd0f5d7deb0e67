package io.mptstreams.engine.tuning.generation;

/** Hears how a generation task goes, on its thread. */
public interface GenerationProgress {

  /**
   * Called before each gradient step.
   *
   * @param step steps that are done
   * @param steps of all
   */
  void learned(int step, int steps);

  /**
   * Called before the first text and after each batch.
   *
   * @param texts texts that are written
   * @param all test rows
   */
  void wrote(int texts, int all);

  /** Tells nobody. */
  static GenerationProgress none() {
    return new GenerationProgress() {

      @Override
      public void learned(int step, int steps) {}

      @Override
      public void wrote(int texts, int all) {}
    };
  }
}
