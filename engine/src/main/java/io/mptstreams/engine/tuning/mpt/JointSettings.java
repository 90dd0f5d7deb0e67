package io.mptstreams.engine.tuning.mpt;

/**
 * How several tasks learn together.
 *
 * @param task of each task: u, v and label vectors; its steps and batch size say how many rows each
 *     task has on average
 * @param sharedLearningRate of P*, the slow weights
 */
record JointSettings(AdaptationSettings task, float sharedLearningRate) {

  /** As many rows in all as the tasks would have had alone, in larger steps. */
  int steps(int tasks, int rowsAStep) {
    return Math.max(1, tasks * task.steps() * task.batchSize() / rowsAStep);
  }
}
