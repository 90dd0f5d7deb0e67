package io.mptstreams.engine.readout;

import io.mptstreams.engine.prompt.TaskParameters;
import java.util.List;
import java.util.stream.IntStream;

/** What a task has learned, for another set of labels. Pure. */
public final class OtherLabels {

  private OtherLabels() {}

  /**
   * Nothing is trained: labels that stay keep their vectors bit for bit, new ones have those of
   * version 1, but as long as a label's is in this readout of which little was learned. Where
   * learning made the phrases longer, a new label of the old length would never be answered.
   *
   * @param learned a readout over some labels
   * @param start version 1 of the task with the labels that it is to have
   */
  public static TaskParameters carry(TaskParameters learned, TaskParameters start) {
    int width = start.width();
    List<String> labels = start.labels();
    float[] vectors = start.labelVectors().clone();
    float[] biases = start.labelBiases().clone();
    float length = Math.max(start.scale() / learned.scale(), length(learned, start));
    for (int c = 0; c < labels.size(); c++) {
      int old = learned.labels().indexOf(labels.get(c));
      if (old >= 0) {
        System.arraycopy(learned.labelVectors(), old * width, vectors, c * width, width);
        biases[c] = learned.labelBiases()[old];
      } else {
        for (int i = c * width; i < (c + 1) * width; i++) {
          vectors[i] *= length;
        }
      }
    }
    return with(learned, labels, vectors, biases);
  }

  /**
   * Some of the labels that were learned, or all in another order.
   *
   * @param labels each of them is one of {@code learned}
   */
  public static TaskParameters choose(TaskParameters learned, List<String> labels) {
    int width = learned.width();
    float[] vectors = new float[labels.size() * width];
    float[] biases = new float[labels.size()];
    for (int c = 0; c < labels.size(); c++) {
      int old = learned.labels().indexOf(labels.get(c));
      System.arraycopy(learned.labelVectors(), old * width, vectors, c * width, width);
      biases[c] = learned.labelBiases()[old];
    }
    return with(learned, labels, vectors, biases);
  }

  private static TaskParameters with(
      TaskParameters learned, List<String> labels, float[] vectors, float[] biases) {
    return new TaskParameters(
        learned.length(),
        learned.width(),
        learned.rank(),
        learned.u(),
        learned.v(),
        labels,
        vectors,
        biases,
        learned.scale(),
        learned.temperature());
  }

  /**
   * How much of its start, w·p / p·p, is in the vector of a label that stays; the median over them,
   * which a few labels with many examples do not move. 0 where none stays.
   */
  private static float length(TaskParameters learned, TaskParameters start) {
    double[] parts =
        IntStream.range(0, start.labels().size())
            .filter(c -> learned.labels().contains(start.labels().get(c)))
            .mapToDouble(
                c -> {
                  int old = learned.labels().indexOf(start.labels().get(c));
                  double square = product(start, c, start, c);
                  return square == 0 ? 0 : product(learned, old, start, c) / square;
                })
            .sorted()
            .toArray();
    int middle = parts.length / 2;
    if (parts.length == 0) {
      return 0;
    }
    return (float)
        (parts.length % 2 == 1 ? parts[middle] : (parts[middle - 1] + parts[middle]) / 2);
  }

  private static double product(TaskParameters a, int row, TaskParameters b, int other) {
    double sum = 0;
    for (int i = 0; i < a.width(); i++) {
      sum +=
          (double) a.labelVectors()[row * a.width() + i] * b.labelVectors()[other * a.width() + i];
    }
    return sum;
  }
}
