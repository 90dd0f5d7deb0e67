package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.text.LengthBatches;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a text-to-text backbone does on held-out rows: with labels the accuracy of the likeliest
 * label's name, as it is scored; without, the geometric mean of the probabilities of the
 * references' tokens, exp(Σ log p / tokens), which is 1 / perplexity. Both are 0 to 1 and rise as
 * training goes well, but the second is no accuracy: it is there to tell a better step from a
 * worse.
 */
final class TextValidation {

  private static final int BATCH = 32;
  private static final int BATCH_TOKENS = 8192;

  private final Backbone backbone;
  private final TextToText model;

  TextValidation(Backbone backbone, TextToText model) {
    this.backbone = backbone;
    this.model = model;
  }

  /**
   * On the held-out rows, 0 to 1.
   *
   * @param prompt composed, [L, d]
   */
  double of(TextTask task, float[] prompt) {
    List<Integer> all = IntStream.range(0, task.validation().size()).boxed().toList();
    double sum = 0;
    for (List<Integer> batch :
        LengthBatches.cut(all, task.validation().texts()::get, BATCH, BATCH_TOKENS)) {
      int[] rows = batch.stream().mapToInt(Integer::intValue).toArray();
      try (NDScope scope = new NDScope();
          GradientMode off = GradientMode.off();
          NDManager manager = backbone.newManager()) {
        scope.suppressNotUsedWarning();
        EncodedTexts encoded =
            model.encode(task.validation().batch(rows), prompts(manager, prompt, rows.length));
        sum += task.hasLabels() ? right(task, rows, encoded) : logLikelihood(task, rows, encoded);
      }
    }
    return task.hasLabels() ? sum / all.size() : Math.exp(sum / tokens(task));
  }

  private NDArray prompts(NDManager manager, float[] prompt, int texts) {
    int width = backbone.info().width();
    int length = prompt.length / width;
    return manager.create(prompt, new Shape(1, length, width)).broadcast(texts, length, width);
  }

  /** Rows whose likeliest label is theirs. */
  private int right(TextTask task, int[] rows, EncodedTexts encoded) {
    float[] likelihoods = model.logLikelihoods(encoded, task.labelsOf(rows.length)).toFloatArray();
    int labels = task.labels().size();
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      int best = 0;
      for (int c = 1; c < labels; c++) {
        if (likelihoods[i * labels + c] > likelihoods[i * labels + best]) {
          best = c;
        }
      }
      right += best == task.answers()[rows[i]] ? 1 : 0;
    }
    return right;
  }

  private double logLikelihood(TextTask task, int[] rows, EncodedTexts encoded) {
    return model.logLikelihoods(encoded, task.validation().targets(rows)).sum().getFloat();
  }

  private static int tokens(TextTask task) {
    return task.validation().targets().stream().mapToInt(target -> target.length).sum();
  }
}
