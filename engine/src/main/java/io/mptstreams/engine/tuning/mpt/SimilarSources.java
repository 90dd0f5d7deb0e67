package io.mptstreams.engine.tuning.mpt;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskFactors;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.gradient.ExampleOrder;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which source tasks a new task is like: behind each source task's prompt, texts are compared with
 * the label phrases as in source training, and nothing is fitted. The likelihood of the examples'
 * labels, with every source as likely before, gives the weights w_k ∝ Π_i p(y_i | x_i, P_k). With
 * few examples or none that tell, they are near equal; with many they come near a single source.
 */
final class SimilarSources {

  /** Sources are told apart by then, and a full train part would take a pass a source. */
  private static final int MOST_EXAMPLES = 64;

  private final SentenceEmbedder embedder;
  private final TrainedPrompt trained;

  /**
   * @throws IllegalArgumentException if the prompt comes without its source tasks
   */
  SimilarSources(Backbone backbone, TrainedPrompt trained) {
    if (trained.sources().isEmpty()) {
      throw new IllegalArgumentException(
          "mpt-similar needs the source tasks' prompts, and the shared prompt comes without them");
    }
    embedder = new SentenceEmbedder(backbone);
    this.trained = trained;
  }

  /** The shared prompt with the weighted means of the sources' factors as the start of u and v. */
  SharedPrompt startFor(FewShotTask task) {
    double[] weights = weights(task);
    SharedPrompt prompt = trained.prompt();
    float[] u = new float[prompt.u().length];
    float[] v = new float[prompt.v().length];
    for (int k = 0; k < weights.length; k++) {
      add(u, trained.sources().get(k).u(), weights[k]);
      add(v, trained.sources().get(k).v(), weights[k]);
    }
    return new SharedPrompt(
        prompt.version(),
        prompt.backboneDigest(),
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        prompt.values(),
        u,
        v,
        prompt.labelMemory());
  }

  /** One a source, of sum 1. */
  double[] weights(FewShotTask task) {
    int[] rows =
        new ExampleOrder(task.train().size(), task.seed())
            .take(Math.min(MOST_EXAMPLES, task.train().size()));
    double[] logs = new double[trained.sources().size()];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = logLikelihood(task, rows, trained.sources().get(k));
    }
    double highest = Arrays.stream(logs).max().orElseThrow();
    double[] weights = Arrays.stream(logs).map(log -> Math.exp(log - highest)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private double logLikelihood(FewShotTask task, int[] rows, TaskFactors source) {
    List<TokenizedText> texts = new ArrayList<>(task.descriptions());
    for (int row : rows) {
      texts.add(task.train().texts().get(row));
    }
    int rank = trained.prompt().rank();
    float[] vectors =
        embedder.embed(texts, Optional.of(trained.prompt().compose(source.u(), source.v(), rank)));
    int labels = task.labels().size();
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] logits = new double[labels];
      for (int c = 0; c < labels; c++) {
        logits[c] = ColdStart.SCALE * product(vectors, labels + i, c);
      }
      double highest = Arrays.stream(logits).max().orElseThrow();
      double normalizer = Arrays.stream(logits).map(x -> Math.exp(x - highest)).sum();
      sum += logits[task.train().targets()[rows[i]]] - highest - Math.log(normalizer);
    }
    return sum;
  }

  private double product(float[] vectors, int a, int b) {
    int width = trained.prompt().width();
    double product = 0;
    for (int j = 0; j < width; j++) {
      product += (double) vectors[a * width + j] * vectors[b * width + j];
    }
    return product;
  }

  private static void add(float[] sum, float[] values, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (float) (weight * values[i]);
    }
  }
}
