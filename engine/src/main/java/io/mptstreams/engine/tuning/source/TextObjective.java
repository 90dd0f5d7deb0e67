package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import java.util.List;
import java.util.Optional;

/** Texts are written: a label's name, or the reference text of a generation task. */
final class TextObjective implements Objective {

  private final TextToText model;
  private final int width;
  private final SourceData data;
  private final SourceSettings settings;
  private final List<TextTask> tasks;
  private final TextValidation validation;

  TextObjective(Backbone backbone, TextToText model, SourceData data, SourceSettings settings) {
    this.model = model;
    this.data = data;
    this.settings = settings;
    width = backbone.info().width();
    tasks =
        data.tasks().stream()
            .map(task -> TextTask.of(task, backbone.tokenizer(), settings.maxTokens()))
            .toList();
    validation = new TextValidation(backbone, model);
  }

  @Override
  public SourceData data() {
    return data;
  }

  @Override
  public int[] labelOffsets() {
    return new int[0];
  }

  @Override
  public TeacherModel teacher(NDManager manager, int task, float[] start) {
    return new TextTeacher(
        model, tasks.get(task).train(), VanillaPrompt.of(manager, start, width, settings));
  }

  @Override
  public StudentLoss student(NDManager manager, Student student, List<Teacher> teachers) {
    return new TextLoss(
        model, tasks, student, TeacherBank.of(manager, teachers, width), settings.distillation());
  }

  @Override
  public Optional<LabelMemory> labelMemory(SharedPrompt start, SourceProgress progress) {
    return Optional.empty();
  }

  @Override
  public double validate(StudentState state, int task) {
    return validation.of(tasks.get(task), state.prompt(task));
  }
}
