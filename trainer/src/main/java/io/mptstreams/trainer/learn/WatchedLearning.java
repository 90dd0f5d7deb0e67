package io.mptstreams.trainer.learn;

/** A look at a task, and at whether its texts are others than they were. */
public final class WatchedLearning implements Learning {

  private final Learning learning;
  private final InputWatch inputs;
  private final ColdStarts coldStarts;
  private final OutcomeFactory outcomes;

  public WatchedLearning(
      Learning learning, InputWatch inputs, ColdStarts coldStarts, OutcomeFactory outcomes) {
    this.learning = learning;
    this.inputs = inputs;
    this.coldStarts = coldStarts;
    this.outcomes = outcomes;
  }

  @Override
  public LearningOutcome run(LearningJob job) {
    LearningOutcome outcome = learning.run(job).of(job);
    return inputs
        .look(job, coldStarts.of(job.shared(), job.task()))
        .map(shift -> outcome.with(outcomes.alarm(job, shift)))
        .orElse(outcome);
  }
}
