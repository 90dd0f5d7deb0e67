package io.mptstreams.engine.scoring;

import io.mptstreams.engine.prompt.TaskModel;

/**
 * Where the numbers of one version of a task stand on the device. A batch that holds this record
 * uses this version, whatever is installed meanwhile.
 *
 * @param sharedRow its P* among the shared prompts
 * @param factorRow its row in the tables of U and V
 * @param labelRow the first of its label vectors
 */
record ResidentTask(TaskModel model, int sharedRow, int factorRow, int labelRow) {

  int labelCount() {
    return model.parameters().labels().size();
  }
}
