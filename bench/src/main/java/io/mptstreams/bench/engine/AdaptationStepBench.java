package io.mptstreams.bench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.classifier.ClassifierLoss;
import io.mptstreams.engine.tuning.classifier.ClassifierTask;
import io.mptstreams.engine.tuning.classifier.TrainableModel;
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
 * with sixteen examples of each of two labels; and the same step with nothing but a mean over the
 * prompt in the backbone's place, which is what is spent outside the backbone: composing the
 * prompt, the loss, AdamW, and the arrays around them. A difference of two passes of a hundred
 * milliseconds would not show it.
 */
final class AdaptationStepBench implements AutoCloseable {

  static final int ROWS = 8;
  static final int LENGTH = 32;

  private static final int EXAMPLES = 32;
  private static final int RANK = 13;
  private static final List<String> LABELS = List.of("yes", "no");

  private final NDManager manager;
  private final Runnable whole;
  private final Runnable outside;

  AdaptationStepBench(RealTexts texts, Backbone backbone, SharedPrompt prompt) {
    manager = backbone.newManager();
    TaskParameters start =
        Rank.atLeast(new ColdStart(backbone).of(prompt, LABELS, LABELS), RANK, 7);
    TrainingSet set =
        new TrainingSet(
            texts.exact(EXAMPLES, LENGTH),
            IntStream.range(0, EXAMPLES).map(i -> i % LABELS.size()).toArray());
    AdaptationSettings settings = AdaptationSettings.defaults();
    ClassifierTask task =
        new ClassifierTask(
            set, start.labelVectors(), start.labelBiases(), settings.readoutPull(), 1);
    float rate = settings.promptLearningRate();
    whole = step(task, ComposedPrompt.of(backbone, manager, prompt, start, rate));
    outside = step(task, new NoBackbone(ComposedPrompt.of(backbone, manager, prompt, start, rate)));
  }

  private Runnable step(ClassifierTask task, TrainableModel model) {
    ClassifierLoss loss =
        new ClassifierLoss(
            manager, model, task, task.prior(), AdaptationSettings.defaults().labelLearningRate());
    List<Parameter> learned = new ArrayList<>(model.parameters());
    learned.add(loss.readout());
    Descent descent = new Descent(manager, learned, Float.POSITIVE_INFINITY);
    int[] batch = IntStream.range(0, ROWS).toArray();
    return () -> descent.step(1e-3f, scratch -> loss.of(scratch, batch));
  }

  /** Milliseconds of a whole step, and of what is spent outside the backbone. */
  double[] millis(Stopwatch stopwatch) {
    return stopwatch.best(whole, outside);
  }

  /** The mean of the prompt's vectors stands for each text. */
  private record NoBackbone(ComposedPrompt composed) implements TrainableModel {

    @Override
    public List<Parameter> parameters() {
      return composed.parameters();
    }

    @Override
    public NDArray pooled(NDManager manager, TokenBatch batch) {
      return composed.prompts(batch.size()).mean(new int[] {1});
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
