package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.Schedule;
import io.mptstreams.engine.tuning.gradient.TaskSampler;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import io.mptstreams.engine.tuning.source.SourceCheckpoint.Counts;
import io.mptstreams.engine.tuning.source.SourceCheckpoint.Resumed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The student's steps, its validations, and when it stops. Keeps the best state. */
final class StudentRun {

  private final SourceSettings settings;
  private final Student student;
  private final StudentLoss loss;
  private final List<Teacher> teachers;
  private final Optional<SourceCheckpoint> checkpoint;
  private final TaskSampler sampler;
  private Counts counts = Counts.start();
  private StudentState best;

  StudentRun(
      SourceSettings settings,
      List<SourceTask> tasks,
      Student student,
      StudentLoss loss,
      List<Teacher> teachers,
      Optional<SourceCheckpoint> checkpoint) {
    this.settings = settings;
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
    Pace pace = new Pace(progress, "student", counts.step(), speeds.steps());
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
      return descent.step(speed, manager -> loss.of(manager, shares));
    } catch (TrainingFailedException e) {
      throw new TrainingFailedException(
          "source tasks " + loss.notFinite(shares) + ": " + e.getMessage());
    }
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
