package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.ExampleOrder;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.gradient.Schedule;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import java.util.List;

/**
 * One vanilla soft prompt for one source task (Lester et al., EMNLP 2021), with its own readout.
 */
final class TeacherTraining {

  private final Backbone backbone;
  private final SourceSettings settings;

  TeacherTraining(Backbone backbone, SourceSettings settings) {
    this.backbone = backbone;
    this.settings = settings;
  }

  /**
   * @param start prompt to start from, [L, d]
   * @param labels label vectors to start from, [C, d]
   */
  Teacher train(SourceTask task, float[] start, float[] labels, Pace pace) {
    SourceSettings.Teachers speeds = settings.teachers();
    int width = backbone.info().width();
    int length = start.length / width;
    try (NDManager manager = backbone.newManager()) {
      Parameter prompt =
          Parameter.of(
              "prompt",
              manager.create(start, new Shape(length, width)),
              speeds.promptLearningRate(),
              settings.student().weightDecay());
      Parameter vectors =
          Parameter.of(
              "label_vectors",
              manager.create(labels, new Shape(labels.length / width, width)),
              speeds.labelLearningRate(),
              settings.student().weightDecay());
      Descent descent =
          new Descent(manager, List.of(prompt, vectors), settings.student().clipNorm());
      Schedule schedule = new Schedule(speeds.steps(), Math.max(1, speeds.steps() / 16));
      ExampleOrder order = new ExampleOrder(task.train().size(), settings.seed());
      int batchSize = Math.min(speeds.batchSize(), task.train().size());
      for (int step = 0; step < speeds.steps(); step++) {
        int[] rows = order.take(batchSize);
        float loss = step(descent, schedule.speed(step), task, prompt, vectors, rows);
        pace.step(step + 1, loss);
      }
      return new Teacher(prompt.value().toFloatArray(), vectors.value().toFloatArray());
    }
  }

  private float step(
      Descent descent,
      float speed,
      SourceTask task,
      Parameter prompt,
      Parameter vectors,
      int[] rows) {
    try {
      return descent.step(speed, scratch -> loss(scratch, task, prompt, vectors, rows));
    } catch (TrainingFailedException e) {
      throw new TrainingFailedException("teacher of " + task.name() + ": " + e.getMessage());
    }
  }

  private NDArray loss(
      NDManager manager, SourceTask task, Parameter prompt, Parameter vectors, int[] rows) {
    NDArray prompts =
        prompt
            .value()
            .expandDims(0)
            .broadcast(rows.length, prompt.value().getShape().get(0), backbone.info().width());
    NDArray sentences =
        SentenceEmbedder.unit(
            backbone.encoder().pooled(manager, task.train().batch(rows), prompts));
    NDArray logits =
        sentences
            .matMul(SentenceEmbedder.unit(vectors.value()).transpose())
            .mul(Scalar.of(sentences, settings.student().scale()));
    return CrossEntropy.mean(manager, logits, task.train().targets(rows));
  }
}
