package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.readout.SentenceEmbedder;
import java.util.List;
import java.util.Optional;

/** Accuracy on the held-out rows of each source task, every task counting the same. */
final class MacroValidation {

  private final SentenceEmbedder embedder;
  private final List<SourceTask> tasks;

  MacroValidation(Backbone backbone, List<SourceTask> tasks) {
    embedder = new SentenceEmbedder(backbone);
    this.tasks = tasks;
  }

  /** 0 to 1. */
  double accuracy(StudentState state) {
    double sum = 0;
    for (int k = 0; k < tasks.size(); k++) {
      sum += accuracy(state, k);
    }
    return sum / tasks.size();
  }

  private double accuracy(StudentState state, int task) {
    int[] targets = tasks.get(task).validation().targets();
    float[] sentences =
        embedder.embed(tasks.get(task).validation().texts(), Optional.of(state.prompt(task)));
    float[] labels =
        embedder.embed(tasks.get(task).descriptions(), Optional.of(state.prompt(task)));
    float[] offsets = state.labelOffsets().get(task);
    for (int i = 0; i < labels.length; i++) {
      labels[i] += offsets[i];
    }
    int width = state.width();
    int right = 0;
    for (int i = 0; i < targets.length; i++) {
      if (nearest(sentences, i, labels, width) == targets[i]) {
        right++;
      }
    }
    return (double) right / targets.length;
  }

  /** The label with the largest cosine. */
  private static int nearest(float[] sentences, int row, float[] labels, int width) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < labels.length / width; c++) {
      double product = 0;
      double squares = 0;
      for (int j = 0; j < width; j++) {
        double label = labels[c * width + j];
        product += sentences[row * width + j] * label;
        squares += label * label;
      }
      double cosine = product / Math.sqrt(Math.max(squares, 1e-24));
      if (cosine > highest) {
        highest = cosine;
        best = c;
      }
    }
    return best;
  }
}
