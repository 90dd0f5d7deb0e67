package io.mptstreams.service;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.TaskUpdate;

/** Versions of a task, as the engine takes them. */
public final class UpdateRecords {

  private UpdateRecords() {}

  /**
   * What an update carries, its labels in their own order.
   *
   * @throws InvalidParametersException for shapes that do not fit or numbers that cannot be used
   */
  public static TaskParameters parameters(TaskUpdate update) {
    return new TaskParameters(
        update.length(),
        update.width(),
        update.rank(),
        update.u(),
        update.v(),
        update.labels(),
        update.labelVectors(),
        update.labelBiases(),
        update.scale(),
        update.temperature());
  }
}
