package io.mptstreams.trainer.learn;

import io.mptstreams.trainer.trigger.Trigger;

/**
 * When u and v are trained in a look.
 *
 * @param examples training examples without which they are not
 * @param growth they are trained again when there are this many times the examples, or after a
 *     change
 */
public record PromptPolicy(int examples, double growth) {

  boolean due(LearningJob job, int training) {
    return training >= examples && (job.trigger() == Trigger.DRIFT || training >= needed(job));
  }

  /** Training examples without which nothing happens, but for a change. */
  long needed(LearningJob job) {
    return Math.max(examples, (long) Math.ceil(growth * job.promptTriedAt()));
  }
}
