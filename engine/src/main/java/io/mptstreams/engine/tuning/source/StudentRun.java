package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.Schedule;
import io.mptstreams.engine.tuning.gradient.TaskSampler;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import io.mptstreams.engine.tuning.source.SourceCheckpoint.Counts;
import io.mptstreams.engine.tuning.source.SourceCheckpoint.Resumed;
import io.mptstreams.engine.tuning.source.SourceProgress.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The student's steps, its validations, and when it stops. Keeps the best state. */
final class StudentRun {

  private final SourceSettings settings;
  private final List<SourceTask> tasks;
  private final NDManager manager;
  private final Student student;
  private final StudentLoss loss;
  private final List<Teacher> teachers;
  private final Optional<SourceCheckpoint> checkpoint;
  private final TaskSampler sampler;
  private Counts counts = Counts.start();
  private StudentState best;

  /**
   * @param manager of the student's arrays
   */
  StudentRun(
      SourceSettings settings,
      List<SourceTask> tasks,
      NDManager manager,
      Student student,
      StudentLoss loss,
      List<Teacher> teachers,
      Optional<SourceCheckpoint> checkpoint) {
    this.settings = settings;
    this.tasks = tasks;
    this.manager = manager;
    this.student = student;
    this.loss = loss;
    this.teachers = teachers;
    this.checkpoint = checkpoint;
    best = student.state();
    SourceSettings.Student speeds = settings.student();
    sampler =
        new TaskSampler(
            tasks.stream().mapToInt(task -> task.train().size()).toArray(),
            speeds.mixing(),
            speeds.maxTasksPerStep(),
            speeds.batchSize(),
            !settings.without().contains(SourceSettings.Part.SAMPLING),
            settings.seed());
  }

  void go(
      Optional<Resumed> resumed,
      Descent descent,
      Schedule schedule,
      MacroValidation validation,
      SourceProgress progress)
      throws IOException {
    SourceSettings.Student speeds = settings.student();
    resumed.ifPresent(found -> resume(found, descent));
    progress.begins(
        new Phase("the student", counts.step(), speeds.steps(), Optional.of(settings.budget())));
    Pace pace = new Pace(progress, "student", 0, speeds.steps());
    double budget = settings.budget().toNanos();
    while (counts.step() < speeds.steps() && counts.stale() < speeds.patience()) {
      double spent = pace.elapsed().toNanos() / budget;
      if (spent >= 1) {
        break;
      }
      List<Share> shares = sampler.next();
      float speed = schedule.speed(counts.step(), spent);
      float lossBefore = step(descent, speed, shares);
      counts =
          new Counts(counts.step() + 1, counts.bestAccuracy(), counts.bestStep(), counts.stale());
      pace.step(counts.step(), lossBefore);
      if (counts.step() % speeds.validateEvery() == 0) {
        validate(validation, pace);
        save();
      }
    }
    if (counts.bestStep() < counts.step() && counts.step() % speeds.validateEvery() != 0) {
      validate(validation, pace);
    }
  }

  StudentState best() {
    return best;
  }

  Counts counts() {
    return counts;
  }

  private float step(Descent descent, float speed, List<Share> shares) {
    try {
      return descent.step(speed, scratch -> loss.of(scratch, shares));
    } catch (TrainingFailedException e) {
      throw new TrainingFailedException(
          "source tasks " + notFinite(shares) + ": " + e.getMessage());
    }
  }

  /**
   * Names of the tasks of a step whose loss by itself is not a finite number. It is computed as the
   * step does: where squares overflow, inference may return a number.
   */
  private List<String> notFinite(List<Share> shares) {
    List<String> names = new ArrayList<>();
    for (Share share : shares) {
      try (NDScope scope = new NDScope();
          GradientMode on = GradientMode.on();
          NDManager scratch = manager.newSubManager()) {
        scope.suppressNotUsedWarning();
        if (!Float.isFinite(loss.of(scratch, List.of(share)).getFloat())) {
          names.add(tasks.get(share.task()).name());
        }
      }
    }
    return names;
  }

  private void resume(Resumed found, Descent descent) {
    found.restore(student.parameters());
    counts = found.counts();
    best = found.best(student.state()).orElse(student.state());
    descent.resumeAfter(counts.step());
    for (int step = 0; step < counts.step(); step++) {
      sampler.next();
    }
  }

  private void validate(MacroValidation validation, Pace pace) {
    StudentState state = student.state();
    double accuracy = validation.accuracy(state);
    if (accuracy > counts.bestAccuracy()) {
      best = state;
      counts = new Counts(counts.step(), accuracy, counts.step(), 0);
    } else {
      counts =
          new Counts(counts.step(), counts.bestAccuracy(), counts.bestStep(), counts.stale() + 1);
    }
    pace.validated(counts.step(), accuracy);
  }

  private void save() throws IOException {
    if (checkpoint.isPresent()) {
      Optional<StudentState> bestSoFar =
          counts.bestAccuracy() < 0 ? Optional.empty() : Optional.of(best);
      checkpoint.get().write(teachers, student.parameters(), bestSoFar, counts);
    }
  }
}
