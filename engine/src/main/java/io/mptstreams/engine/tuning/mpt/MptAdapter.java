package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.InvalidParametersException.Problem;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TextTrainingSet;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.classifier.ClassifierTask;
import io.mptstreams.engine.tuning.classifier.ClassifierTraining;
import io.mptstreams.engine.tuning.classifier.Readouts;
import io.mptstreams.engine.tuning.classifier.TrainedReadout;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.StepPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Learns a task: u, v and the label vectors, as {@link ClassifierTraining} has it. Of a
 * text-to-text backbone u and v learn alone, by cross-entropy of the target text: the label's name,
 * or the reference text of a generation task. P* and the backbone stay as they are, so what one
 * task learns cannot change another.
 *
 * <p>Safe beside scoring and other adaptations in the same process; each call runs on the caller's
 * thread. One seed gives one result on one machine.
 */
public final class MptAdapter {

  private final Backbone backbone;

  public MptAdapter(Backbone backbone) {
    this.backbone = backbone;
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
    StepPlan plan = plan(settings, cancelled);
    return backbone
        .textToText()
        .map(model -> learnToWrite(model, prompt, start, examples, settings, plan))
        .orElseGet(() -> learnToCompare(prompt, start, examples, settings, plan));
  }

  private static StepPlan plan(AdaptationSettings settings, BooleanSupplier cancelled) {
    long began = System.nanoTime();
    return new StepPlan(
        settings.steps(),
        settings.batchSize(),
        settings.warmupSteps(),
        settings.seed(),
        done -> {
          if (cancelled.getAsBoolean()) {
            throw new CancellationException(
                "the adaptation was cancelled after " + done + " steps");
          }
          return System.nanoTime() - began > settings.budget().toNanos();
        });
  }

  private Adaptation learnToWrite(
      TextToText model,
      SharedPrompt prompt,
      TaskParameters start,
      List<LabelledText> examples,
      AdaptationSettings settings,
      StepPlan plan) {
    long began = System.nanoTime();
    TextTrainingSet set =
        TextTrainingSet.of(examples, start.labels(), backbone.tokenizer(), settings.maxTokens());
    try (NDManager manager = backbone.newManager()) {
      ComposedPrompt composed =
          ComposedPrompt.of(backbone, manager, prompt, start, settings.promptLearningRate());
      TextObjective objective = new TextObjective(model, composed);
      float[] losses =
          plan.run(
              new Descent(manager, composed.parameters(), Float.POSITIVE_INFINITY),
              set.size(),
              (scratch, batch) -> objective.loss(set, batch));
      return adaptation(start, composed, start.labelVectors(), losses, began);
    }
  }

  private Adaptation learnToCompare(
      SharedPrompt prompt,
      TaskParameters start,
      List<LabelledText> examples,
      AdaptationSettings settings,
      StepPlan plan) {
    long began = System.nanoTime();
    if (start.labels().isEmpty()) {
      throw new InvalidParametersException(
          Problem.WRONG_LABELS, "the task has no labels, and this backbone only classifies");
    }
    TrainingSet set =
        TrainingSet.of(examples, start.labels(), backbone.tokenizer(), settings.maxTokens());
    ClassifierTask task =
        new ClassifierTask(
            set,
            Readouts.times(start.labelVectors(), start.scale()),
            start.labelBiases(),
            settings.readoutPull(),
            settings.priorWeight());
    try (NDManager manager = backbone.newManager()) {
      ComposedPrompt composed =
          ComposedPrompt.of(backbone, manager, prompt, start, settings.promptLearningRate());
      TrainedReadout readout =
          new ClassifierTraining(manager, composed, task).run(plan, settings.labelLearningRate());
      float[] labelVectors = Readouts.times(readout.weights(), 1 / start.scale());
      return adaptation(start, composed, labelVectors, readout.losses(), began);
    }
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

  private static Adaptation adaptation(
      TaskParameters start,
      ComposedPrompt composed,
      float[] labelVectors,
      float[] losses,
      long began) {
    TaskParameters learned =
        new TaskParameters(
            start.length(),
            start.width(),
            start.rank(),
            composed.u().value().toFloatArray(),
            composed.v().value().toFloatArray(),
            start.labels(),
            labelVectors,
            start.labelBiases(),
            start.scale(),
            start.temperature());
    return new Adaptation(
        learned, losses, losses.length, Duration.ofNanos(System.nanoTime() - began));
  }
}
