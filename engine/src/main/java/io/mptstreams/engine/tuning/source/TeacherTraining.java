package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.ExampleOrder;
import io.mptstreams.engine.tuning.gradient.Schedule;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;

/** One teacher for one source task. */
final class TeacherTraining {

  private final Backbone backbone;
  private final SourceSettings settings;
  private final Objective objective;

  TeacherTraining(Backbone backbone, SourceSettings settings, Objective objective) {
    this.backbone = backbone;
    this.settings = settings;
    this.objective = objective;
  }

  /**
   * @param task number of the source task
   * @param start prompt to start from, [L, d]
   */
  Teacher train(int task, float[] start, Pace pace) {
    SourceSettings.Teachers speeds = settings.teachers();
    SourceTask source = objective.data().tasks().get(task);
    try (NDManager manager = backbone.newManager()) {
      TeacherModel model = objective.teacher(manager, task, start);
      Descent descent = new Descent(manager, model.parameters(), settings.student().clipNorm());
      Schedule schedule = new Schedule(speeds.steps(), Math.max(1, speeds.steps() / 16));
      ExampleOrder order = new ExampleOrder(source.train().size(), settings.seed());
      int batchSize = Math.min(speeds.batchSize(), source.train().size());
      for (int step = 0; step < speeds.steps(); step++) {
        int[] rows = order.take(batchSize);
        float loss = step(descent, schedule.speed(step), source.name(), model, rows);
        pace.step(step + 1, loss);
      }
      return model.frozen();
    }
  }

  private static float step(
      Descent descent, float speed, String task, TeacherModel model, int[] rows) {
    try {
      return descent.step(speed, scratch -> model.loss(scratch, rows));
    } catch (TrainingFailedException e) {
      throw new TrainingFailedException("teacher of " + task + ": " + e.getMessage());
    }
  }
}
