package io.mptstreams.engine.tuning.technique;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.readout.LogisticReadout;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.LengthBatches;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.ExampleOrder;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.gradient.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns a model and its readout the way MPT does, so that techniques are compared and not recipes:
 * readout solved, gradient steps on model and readout, readout solved again.
 */
public final class GradientClassifier implements FittedTask {

  private static final int BATCH = 64;
  private static final int BATCH_TOKENS = 8192;

  private final NDManager manager;
  private final TrainableModel model;
  private final int width;
  private float[] weights;

  /**
   * @param manager holds the model's parameters; closed with this
   */
  public GradientClassifier(NDManager manager, TrainableModel model, int width) {
    this.manager = manager;
    this.model = model;
    this.width = width;
  }

  private record Numbered(int index, TokenizedText text) {}

  /** Learns; returns itself. */
  public GradientClassifier fit(
      FewShotTask task, ReadoutSettings readout, GradientSettings settings) {
    float[] prior = Readouts.times(embed(task.descriptions()), readout.priorScale());
    weights = solve(task, prior, readout);
    int n = task.train().size();
    Shape shape = new Shape(task.labels().size(), width);
    NDArray target = manager.create(prior, shape);
    Parameter w =
        Parameter.of("readout", manager.create(weights, shape), settings.readoutLearningRate(), 0);
    List<Parameter> all = new ArrayList<>(model.parameters());
    all.add(w);
    Descent descent = new Descent(manager, all, Float.POSITIVE_INFINITY);
    Schedule schedule = new Schedule(settings.steps(), settings.warmupSteps());
    ExampleOrder order = new ExampleOrder(n, task.seed());
    int batchSize = Math.min(settings.batchSize(), n);
    for (int step = 0; step < settings.steps(); step++) {
      int[] rows = order.take(batchSize);
      descent.step(
          schedule.speed(step),
          scratch -> {
            NDArray z = SentenceEmbedder.unit(model.pooled(scratch, task.train().batch(rows)));
            NDArray logits = z.matMul(w.value().transpose());
            NDArray away = w.value().sub(target).square().sum();
            return CrossEntropy.mean(scratch, logits, task.train().targets(rows))
                .add(away.mul(Scalar.of(logits, readout.pull() / (2 * n))));
          });
    }
    weights = solve(task, prior, readout);
    return this;
  }

  @Override
  public int[] predict(List<TokenizedText> texts) {
    return Readouts.best(embed(texts), weights, width);
  }

  @Override
  public long parameters() {
    return model.parameters().stream().mapToLong(parameter -> parameter.value().size()).sum();
  }

  @Override
  public long headParameters() {
    return weights.length;
  }

  @Override
  public void close() {
    manager.close();
  }

  private float[] solve(FewShotTask task, float[] prior, ReadoutSettings readout) {
    return new LogisticReadout(manager)
        .solve(
            embed(task.train().texts()),
            task.train().targets(),
            prior,
            new float[task.labels().size()],
            readout.pull());
  }

  private float[] embed(List<TokenizedText> texts) {
    List<Numbered> numbered = new ArrayList<>(texts.size());
    for (TokenizedText text : texts) {
      numbered.add(new Numbered(numbered.size(), text));
    }
    float[] vectors = new float[texts.size() * width];
    for (List<Numbered> batch : LengthBatches.cut(numbered, Numbered::text, BATCH, BATCH_TOKENS)) {
      try (NDScope scope = new NDScope();
          GradientMode off = GradientMode.off();
          NDManager scratch = manager.newSubManager()) {
        scope.suppressNotUsedWarning();
        TokenBatch tokens = new TokenBatch(batch.stream().map(Numbered::text).toList());
        float[] rows = SentenceEmbedder.unit(model.pooled(scratch, tokens)).toFloatArray();
        for (int i = 0; i < batch.size(); i++) {
          System.arraycopy(rows, i * width, vectors, batch.get(i).index() * width, width);
        }
      }
    }
    return vectors;
  }
}
