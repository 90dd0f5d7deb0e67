package io.mptstreams.bench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Interruption;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.classifier.ClassifierLoss;
import io.mptstreams.engine.tuning.classifier.ClassifierTask;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.engine.tuning.mpt.ComposedPrompt;
import io.mptstreams.engine.tuning.mpt.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A step of a task's adaptation, as {@link io.mptstreams.engine.tuning.mpt.MptAdapter} takes it
 * with sixteen examples of each of two labels, against the backbone's two ways for the same texts:
 * what is left is spent on composing the prompt, the loss, AdamW, and the arrays around them.
 */
final class AdaptationStepBench implements AutoCloseable {

  static final int ROWS = 8;
  static final int LENGTH = 32;

  private static final int EXAMPLES = 32;
  private static final int RANK = 13;
  private static final List<String> LABELS = List.of("yes", "no");

  private final Backbone backbone;
  private final NDManager manager;
  private final TokenBatch batch;
  private final NDArray prompts;
  private final Descent descent;
  private final ClassifierLoss loss;

  AdaptationStepBench(RealTexts texts, Backbone backbone, SharedPrompt prompt) {
    this.backbone = backbone;
    manager = backbone.newManager();
    TrainingSet set =
        new TrainingSet(
            texts.exact(EXAMPLES, LENGTH),
            IntStream.range(0, EXAMPLES).map(i -> i % LABELS.size()).toArray());
    batch = set.batch(first());
    TaskParameters start =
        Rank.atLeast(new ColdStart(backbone).of(prompt, LABELS, LABELS), RANK, 7);
    prompts =
        manager
            .create(prompt.compose(start.u(), start.v(), start.rank()))
            .reshape(1, prompt.length(), prompt.width())
            .broadcast(new Shape(ROWS, prompt.length(), prompt.width()))
            .duplicate();
    prompts.setRequiresGradient(true);
    AdaptationSettings settings = AdaptationSettings.defaults();
    ComposedPrompt model =
        ComposedPrompt.of(backbone, manager, prompt, start, settings.promptLearningRate());
    float[] prior = start.labelVectors().clone();
    ClassifierTask task =
        new ClassifierTask(set, prior, start.labelBiases(), settings.readoutPull(), 1);
    loss = new ClassifierLoss(manager, model, task, prior, settings.labelLearningRate());
    List<Parameter> learned = new ArrayList<>(model.parameters());
    learned.add(loss.readout());
    descent = new Descent(manager, learned, Float.POSITIVE_INFINITY);
  }

  /** Milliseconds of a whole step, and of the backbone's share of it. */
  double[] millis(Stopwatch stopwatch) {
    return stopwatch.best(this::step, this::backboneAlone);
  }

  private void step() {
    descent.step(1e-3f, scratch -> loss.of(scratch, first()));
  }

  private void backboneAlone() {
    Interruption.check();
    try (NDScope scope = new NDScope();
        GradientMode on = GradientMode.on();
        NDManager pass = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      GradientMode.backward(backbone.encoder().pooled(pass, batch, prompts).sum());
    }
  }

  private static int[] first() {
    return IntStream.range(0, ROWS).toArray();
  }

  @Override
  public void close() {
    manager.close();
  }
}
