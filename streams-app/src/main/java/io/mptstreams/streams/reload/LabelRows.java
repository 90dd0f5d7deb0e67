package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.List;

/** Brings an update's label vectors into the order of the task's labels. Pure. */
final class LabelRows {

  private LabelRows() {}

  /** Whether the update was made with all labels of the task. */
  static boolean complete(TaskDefinition definition, TaskUpdate update) {
    return update.labels().containsAll(definition.labelNames());
  }

  /**
   * The update as it is.
   *
   * @throws io.mptstreams.engine.prompt.InvalidParametersException for numbers that cannot be used
   */
  static TaskParameters of(TaskUpdate update) {
    return with(update, update.labels(), update.labelVectors(), update.labelBiases());
  }

  /**
   * A {@link #complete} update in the order of the task.
   *
   * @throws io.mptstreams.engine.prompt.InvalidParametersException for numbers that cannot be used
   */
  static TaskParameters arrange(TaskDefinition definition, TaskUpdate update) {
    List<String> labels = definition.labelNames();
    int width = update.width();
    float[] vectors = new float[labels.size() * width];
    float[] biases = new float[labels.size()];
    for (int c = 0; c < labels.size(); c++) {
      int row = update.labels().indexOf(labels.get(c));
      System.arraycopy(update.labelVectors(), row * width, vectors, c * width, width);
      biases[c] = update.labelBiases()[row];
    }
    return with(update, labels, vectors, biases);
  }

  private static TaskParameters with(
      TaskUpdate update, List<String> labels, float[] vectors, float[] biases) {
    return new TaskParameters(
        update.length(),
        update.width(),
        update.rank(),
        update.u(),
        update.v(),
        labels,
        vectors,
        biases,
        update.scale(),
        update.temperature());
  }
}
