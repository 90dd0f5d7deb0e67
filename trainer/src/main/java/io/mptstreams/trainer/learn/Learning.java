package io.mptstreams.trainer.learn;

/**
 * Looks at tasks, one at a time. Belongs to the thread that learns; deterministic in the job, so
 * that a version can be made again from its ledger entry.
 */
@FunctionalInterface
public interface Learning {

  /** Looks; takes from milliseconds to the budget of a prompt training. */
  LearningOutcome run(LearningJob job);
}
