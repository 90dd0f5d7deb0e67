package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.InvalidParametersException.Problem;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LogisticReadout;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TextTrainingSet;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.ExampleOrder;
import io.mptstreams.engine.tuning.gradient.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Learns a task: the label vectors are solved behind the prompt as it stands, u, v and label
 * vectors then take gradient steps, and the label vectors are solved once more behind the learned
 * prompt. Of a text-to-text backbone u and v learn alone, by cross-entropy of the target text: the
 * label's name, or the reference text of a generation task. P* and the backbone stay as they are,
 * so what one task learns cannot change another.
 *
 * <p>Safe beside scoring and other adaptations in the same process; each call runs on the caller's
 * thread. One seed gives one result on one machine.
 */
public final class MptAdapter {

  private final Backbone backbone;
  private final SentenceEmbedder embedder;

  public MptAdapter(Backbone backbone) {
    this.backbone = backbone;
    embedder = new SentenceEmbedder(backbone);
  }

  /** Like the longer form, and cannot be cancelled. */
  public Adaptation adapt(
      SharedPrompt prompt,
      TaskParameters start,
      List<LabelledText> examples,
      AdaptationSettings settings) {
    return adapt(prompt, start, examples, settings, () -> false);
  }

  /**
   * Adapts a task to examples.
   *
   * @param start first values of u and v, and what the label vectors are pulled towards
   * @param cancelled asked before each step
   * @throws IllegalArgumentException if there are no examples, or one has an unknown label
   * @throws InvalidParametersException if prompt, start and backbone do not fit together
   * @throws io.mptstreams.engine.tuning.gradient.TrainingFailedException if the loss is not finite
   * @throws CancellationException if it was cancelled
   */
  public Adaptation adapt(
      SharedPrompt prompt,
      TaskParameters start,
      List<LabelledText> examples,
      AdaptationSettings settings,
      BooleanSupplier cancelled) {
    check(prompt, start);
    return backbone
        .textToText()
        .map(model -> learnToWrite(model, prompt, start, examples, settings, cancelled))
        .orElseGet(() -> learnToCompare(prompt, start, examples, settings, cancelled));
  }

  private Adaptation learnToWrite(
      TextToText model,
      SharedPrompt prompt,
      TaskParameters start,
      List<LabelledText> examples,
      AdaptationSettings settings,
      BooleanSupplier cancelled) {
    long began = System.nanoTime();
    TextTrainingSet set =
        TextTrainingSet.of(examples, start.labels(), backbone.tokenizer(), settings.maxTokens());
    try (NDManager manager = backbone.newManager()) {
      TextObjective objective = new TextObjective(model, manager, prompt, start, settings);
      Descent descent = new Descent(manager, objective.parameters(), Float.POSITIVE_INFINITY);
      float[] losses =
          descend(
              descent,
              (scratch, batch) -> objective.loss(set, batch),
              set.size(),
              settings,
              began,
              cancelled);
      return new Adaptation(
          learned(start, objective.u(), objective.v(), start.labelVectors()),
          losses,
          losses.length,
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private Adaptation learnToCompare(
      SharedPrompt prompt,
      TaskParameters start,
      List<LabelledText> examples,
      AdaptationSettings settings,
      BooleanSupplier cancelled) {
    long began = System.nanoTime();
    if (start.labels().isEmpty()) {
      throw new InvalidParametersException(
          Problem.WRONG_LABELS, "the task has no labels, and this backbone only classifies");
    }
    TrainingSet set =
        TrainingSet.of(examples, start.labels(), backbone.tokenizer(), settings.maxTokens());
    float[] prior = times(start.labelVectors(), start.scale());
    try (NDManager manager = backbone.newManager()) {
      LogisticReadout readout = new LogisticReadout(manager);
      float[] u = start.u();
      float[] v = start.v();
      float[] weights = prior;
      if (settings.solveReadout()) {
        weights = solve(readout, prompt, start, u, v, set, prior, settings);
      }
      float[] losses = {};
      if (settings.steps() > 0) {
        MptObjective objective =
            new MptObjective(backbone, manager, prompt, start, weights, set.size(), settings);
        Descent descent = new Descent(manager, objective.parameters(), Float.POSITIVE_INFINITY);
        losses =
            descend(
                descent,
                (scratch, batch) -> objective.loss(scratch, set, batch),
                set.size(),
                settings,
                began,
                cancelled);
        u = objective.u();
        v = objective.v();
        weights = objective.weights();
        if (settings.solveReadout()) {
          weights = solve(readout, prompt, start, u, v, set, prior, settings);
        }
      }
      return new Adaptation(
          learned(start, u, v, times(weights, 1 / start.scale())),
          losses,
          losses.length,
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** Loss of the examples of a batch, with a manager that ends with the step. */
  @FunctionalInterface
  private interface BatchLoss {
    NDArray compute(NDManager manager, int[] batch);
  }

  private static float[] descend(
      Descent descent,
      BatchLoss loss,
      int size,
      AdaptationSettings settings,
      long began,
      BooleanSupplier cancelled) {
    Schedule schedule = new Schedule(settings.steps(), settings.warmupSteps());
    ExampleOrder order = new ExampleOrder(size, settings.seed());
    int batchSize = Math.min(settings.batchSize(), size);
    float[] losses = new float[settings.steps()];
    int step = 0;
    for (; step < losses.length; step++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the adaptation was cancelled after " + step + " steps");
      }
      if (System.nanoTime() - began > settings.budget().toNanos()) {
        break;
      }
      int[] batch = order.take(batchSize);
      losses[step] = descent.step(schedule.speed(step), scratch -> loss.compute(scratch, batch));
    }
    return Arrays.copyOf(losses, step);
  }

  private float[] solve(
      LogisticReadout readout,
      SharedPrompt prompt,
      TaskParameters start,
      float[] u,
      float[] v,
      TrainingSet set,
      float[] prior,
      AdaptationSettings settings) {
    float[] vectors = embedder.embed(set.texts(), Optional.of(prompt.compose(u, v, start.rank())));
    return readout.solve(
        vectors, set.targets(), prior, start.labelBiases(), settings.readoutPull());
  }

  private void check(SharedPrompt prompt, TaskParameters start) {
    if (!prompt.backboneDigest().equals(backbone.info().digest())) {
      throw new InvalidParametersException(
          Problem.WRONG_BACKBONE,
          "shared prompt "
              + prompt.version()
              + " was made for backbone "
              + prompt.backboneDigest()
              + ", this is "
              + backbone.info().digest());
    }
    if (start.length() != prompt.length() || start.width() != prompt.width()) {
      throw new InvalidParametersException(
          Problem.WRONG_SHAPE,
          "the task has length %d and width %d, the shared prompt %d and %d"
              .formatted(start.length(), start.width(), prompt.length(), prompt.width()));
    }
  }

  private static TaskParameters learned(
      TaskParameters start, float[] u, float[] v, float[] labelVectors) {
    return new TaskParameters(
        start.length(),
        start.width(),
        start.rank(),
        u,
        v,
        start.labels(),
        labelVectors,
        start.labelBiases(),
        start.scale(),
        start.temperature());
  }

  private static float[] times(float[] values, float factor) {
    float[] product = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      product[i] = values[i] * factor;
    }
    return product;
  }
}
