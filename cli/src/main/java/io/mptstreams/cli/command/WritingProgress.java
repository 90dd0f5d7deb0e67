package io.mptstreams.cli.command;

import io.mptstreams.cli.output.Progress;
import io.mptstreams.engine.tuning.generation.GenerationProgress;

/** How far a generation task is: its steps, then its texts, with the time left of either. */
final class WritingProgress implements GenerationProgress {

  private final String task;
  private final Progress progress;

  /**
   * @param task what its lines begin with
   */
  WritingProgress(String task, Progress progress) {
    this.task = task;
    this.progress = progress;
  }

  @Override
  public void learned(int step, int steps) {
    if (step == 0) {
      progress.begin("the steps", step, steps);
    }
    progress.at(step, () -> task + ": " + step + " of " + steps + " steps");
  }

  @Override
  public void wrote(int texts, int all) {
    if (texts == 0) {
      progress.begin("the texts", texts, all);
    }
    progress.at(texts, () -> task + ": " + texts + " of " + all + " texts written");
  }
}
