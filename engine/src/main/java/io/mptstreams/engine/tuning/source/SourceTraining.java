package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.Schedule;
import io.mptstreams.engine.tuning.source.SourceCheckpoint.Counts;
import io.mptstreams.engine.tuning.source.SourceCheckpoint.Resumed;
import io.mptstreams.engine.tuning.source.SourceProgress.Phase;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Trains a shared prompt on source tasks: a teacher each, then one student for all with stochastic
 * task sampling. One seed gives one result, also over an interruption, unless the budget of wall
 * time cuts it short. Runs on the caller's thread, beside scoring if need be.
 */
public final class SourceTraining {

  private final Backbone backbone;

  public SourceTraining(Backbone backbone) {
    this.backbone = backbone;
  }

  /**
   * Runs to the end and writes the result; goes on from the checkpoint if there is one.
   *
   * @throws IllegalArgumentException if the output is a folder
   * @throws java.nio.file.FileSystemException if nothing can be written where the output is to be
   * @throws io.mptstreams.engine.data.InvalidDataException for bad data, naming file and line
   * @throws io.mptstreams.engine.tuning.gradient.TrainingFailedException if a loss is not finite
   */
  public SourceResult run(SourceSettings settings, SourceProgress progress) throws IOException {
    long began = System.nanoTime();
    // Told now and not after hours, when the result cannot be written.
    if (Files.isDirectory(settings.output())) {
      throw new IllegalArgumentException(
          settings.output() + " is a folder, the result needs the name of a file");
    }
    Path folder = settings.output().toAbsolutePath().getParent();
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
    Objective objective = Objective.of(backbone, settings);
    SourceData data = objective.data();
    String fingerprint = fingerprint(settings, data);
    Optional<SourceCheckpoint> checkpoint =
        settings.checkpoint().map(file -> new SourceCheckpoint(file, fingerprint));
    Optional<Resumed> resumed = Optional.empty();
    if (checkpoint.isPresent()) {
      resumed = checkpoint.get().read();
    }
    float[] start =
        SharedPrompts.fromVocabulary(backbone, settings.promptLength(), settings.seed()).values();
    List<Teacher> teachers = teachers(settings, objective, start, resumed, checkpoint, progress);
    try (NDManager manager = backbone.newManager()) {
      Student student =
          new Student(
              manager,
              settings,
              backbone.info().width(),
              start,
              data.tasks().size(),
              objective.labelOffsets());
      StudentLoss loss = objective.student(manager, student, teachers);
      StudentRun run =
          new StudentRun(settings, data.tasks(), manager, student, loss, teachers, checkpoint);
      Descent descent = new Descent(manager, student.parameters(), settings.student().clipNorm());
      Schedule schedule =
          new Schedule(settings.student().steps(), settings.student().warmupSteps());
      run.go(
          resumed.filter(found -> found.counts().step() > 0),
          descent,
          schedule,
          new MacroValidation(objective),
          progress);
      StudentState best = run.best().gaugeFixed();
      SharedPrompt prompt = best.sharedPrompt(backbone.info().digest(), 1);
      SourceResult result =
          SourceOutput.write(
              settings,
              data,
              fingerprint,
              backbone.info(),
              prompt.withLabelMemory(objective.labelMemory(prompt, progress)),
              best,
              run.counts(),
              Duration.ofNanos(System.nanoTime() - began));
      if (checkpoint.isPresent()) {
        checkpoint.get().delete();
      }
      return result;
    }
  }

  /**
   * The metadata of the output if it is there already.
   *
   * @throws InvalidCheckpointException if other settings, data or another backbone made it
   */
  public Optional<Map<String, String>> finished(SourceSettings settings) throws IOException {
    if (!Files.exists(settings.output())) {
      return Optional.empty();
    }
    Map<String, String> made = Safetensors.read(settings.output()).metadata();
    String wanted = fingerprint(settings, Objective.of(backbone, settings).data());
    if (!wanted.equals(made.get("fingerprint"))) {
      throw new InvalidCheckpointException(
          settings.output() + " was made with other settings, data or backbone; remove it");
    }
    return Optional.of(made);
  }

  private List<Teacher> teachers(
      SourceSettings settings,
      Objective objective,
      float[] start,
      Optional<Resumed> resumed,
      Optional<SourceCheckpoint> checkpoint,
      SourceProgress progress)
      throws IOException {
    List<Teacher> teachers = new ArrayList<>(resumed.map(Resumed::teachers).orElse(List.of()));
    int steps = settings.teachers().steps();
    if (steps == 0) {
      return List.of();
    }
    TeacherTraining training = new TeacherTraining(backbone, settings, objective);
    List<SourceTask> tasks = objective.data().tasks();
    progress.begins(
        new Phase("the teachers", teachers.size() * steps, tasks.size() * steps, Optional.empty()));
    for (int k = teachers.size(); k < tasks.size(); k++) {
      String part = "teacher %s (%d of %d)".formatted(tasks.get(k).name(), k + 1, tasks.size());
      Pace pace = new Pace(progress, part, k * steps, steps);
      teachers.add(training.train(k, start, pace));
      if (checkpoint.isPresent()) {
        checkpoint.get().write(teachers, List.of(), Optional.empty(), Counts.start());
      }
    }
    return teachers;
  }

  /** What a run's numbers depend on; parts that are not left out do not show. */
  private String fingerprint(SourceSettings settings, SourceData data) {
    String all =
        String.join(
            " ",
            settings.student().toString(),
            settings.teachers().toString(),
            settings.distillation().toString(),
            "length=" + settings.promptLength(),
            "rank=" + settings.rank(),
            "max_tokens=" + settings.maxTokens(),
            "validation_rows=" + settings.validationRows(),
            "seed=" + settings.seed(),
            "data=" + data.digest(),
            "labels=" + data.labelsDigest(),
            "label_pull=" + LabelTraining.PULL,
            "backbone=" + backbone.info().digest());
    return settings.without().isEmpty()
        ? all
        : all + " without=" + new TreeSet<>(settings.without());
  }
}
