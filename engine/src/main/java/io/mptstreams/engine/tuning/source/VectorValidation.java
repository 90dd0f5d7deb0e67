package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.readout.SentenceEmbedder;
import java.util.Optional;

/** Accuracy of sentence vectors against label vectors. */
final class VectorValidation {

  private final SentenceEmbedder embedder;
  private final int width;

  VectorValidation(Backbone backbone) {
    embedder = new SentenceEmbedder(backbone);
    width = backbone.info().width();
  }

  /**
   * On the held-out rows, 0 to 1.
   *
   * @param prompt composed, [L, d]
   * @param offsets added to the vectors of the labels' phrases, [C, d]
   */
  double accuracy(VectorTask task, float[] prompt, float[] offsets) {
    int[] targets = task.validation().targets();
    float[] sentences = embedder.embed(task.validation().texts(), Optional.of(prompt));
    float[] labels = embedder.embed(task.descriptions(), Optional.of(prompt));
    for (int i = 0; i < labels.length; i++) {
      labels[i] += offsets[i];
    }
    int right = 0;
    for (int i = 0; i < targets.length; i++) {
      if (nearest(sentences, i, labels) == targets[i]) {
        right++;
      }
    }
    return (double) right / targets.length;
  }

  /** The label with the largest cosine. */
  private int nearest(float[] sentences, int row, float[] labels) {
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
