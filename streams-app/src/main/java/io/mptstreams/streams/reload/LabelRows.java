package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.List;

/** Brings an update's label vectors into the order and the number of the task's labels. Pure. */
final class LabelRows {

  private LabelRows() {}

  /** Labels of the task that the update was made without. */
  static List<LabelDefinition> missing(TaskDefinition definition, TaskUpdate update) {
    return definition.labels().stream()
        .filter(label -> !update.labels().contains(label.name()))
        .toList();
  }

  /**
   * @param additions the cold start of the missing labels; null when none is missing
   * @throws io.mptstreams.engine.prompt.InvalidParametersException for numbers that cannot be used
   */
  static TaskParameters arrange(
      TaskDefinition definition, TaskUpdate update, TaskParameters additions) {
    List<String> labels = definition.labelNames();
    int width = update.width();
    float[] vectors = new float[labels.size() * width];
    float[] biases = new float[labels.size()];
    for (int c = 0; c < labels.size(); c++) {
      int row = update.labels().indexOf(labels.get(c));
      if (row >= 0) {
        System.arraycopy(update.labelVectors(), row * width, vectors, c * width, width);
        biases[c] = update.labelBiases()[row];
      } else {
        int added = additions.labels().indexOf(labels.get(c));
        System.arraycopy(additions.labelVectors(), added * width, vectors, c * width, width);
        biases[c] = additions.labelBiases()[added];
      }
    }
    return new TaskParameters(
        update.length(),
        width,
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
