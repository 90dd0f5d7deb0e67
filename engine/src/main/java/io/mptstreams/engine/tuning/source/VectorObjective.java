package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;
import java.util.Optional;

/** Sentence vectors are compared with label vectors. */
final class VectorObjective implements Objective {

  private final Backbone backbone;
  private final SourceData data;
  private final SourceSettings settings;
  private final List<VectorTask> tasks;
  private final VectorValidation validation;

  VectorObjective(Backbone backbone, SourceData data, SourceSettings settings) {
    this.backbone = backbone;
    this.data = data;
    this.settings = settings;
    tasks =
        data.tasks().stream()
            .map(task -> VectorTask.of(task, backbone.tokenizer(), settings.maxTokens()))
            .toList();
    validation = new VectorValidation(backbone);
  }

  @Override
  public SourceData data() {
    return data;
  }

  @Override
  public int[] labelOffsets() {
    return tasks.stream().mapToInt(VectorTask::labels).toArray();
  }

  @Override
  public TeacherModel teacher(NDManager manager, int task, float[] start) {
    int width = backbone.info().width();
    VectorTask source = tasks.get(task);
    VanillaPrompt prompt = VanillaPrompt.of(manager, start, width, settings);
    float[] labels = new SentenceEmbedder(backbone).embed(source.descriptions(), Optional.empty());
    Parameter labelVectors =
        Parameter.of(
            "label_vectors",
            manager.create(labels, new Shape(labels.length / width, width)),
            settings.teachers().labelLearningRate(),
            settings.student().weightDecay());
    return new VectorTeacher(
        backbone.encoder(), source.train(), prompt, labelVectors, settings.student().scale());
  }

  @Override
  public StudentLoss student(NDManager manager, Student student, List<Teacher> teachers) {
    return new VectorLoss(manager, backbone, tasks, student, teachers, settings);
  }

  @Override
  public Optional<LabelMemory> labelMemory(SharedPrompt start, SourceProgress progress) {
    return Optional.of(new LabelTraining(backbone).learn(tasks, start, progress));
  }

  @Override
  public double validate(StudentState state, int task) {
    return validation.accuracy(tasks.get(task), state.prompt(task), state.labelOffsets().get(task));
  }
}
