package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import java.util.List;
import java.util.Optional;

/**
 * What source training asks of a kind of backbone: what it learns from, how teachers and student
 * learn it, and how good they are. All else, from sampling to the file, is the same for all kinds.
 */
interface Objective {

  /**
   * Reads the source tasks for a backbone, which decides the kind here and nowhere else.
   *
   * @throws io.mptstreams.engine.data.InvalidDataException naming the task, or file and line
   */
  static Objective of(Backbone backbone, SourceSettings settings) {
    return backbone
        .textToText()
        .<Objective>map(
            model -> new TextObjective(backbone, model, SourceData.withTexts(settings), settings))
        .orElseGet(() -> new VectorObjective(backbone, SourceData.withLabels(settings), settings));
  }

  SourceData data();

  /** Labels of each task that have an offset which the student learns; empty for no offsets. */
  int[] labelOffsets();

  /**
   * A teacher before its first step.
   *
   * @param manager of its arrays
   * @param task number of the source task
   * @param start prompt to start from, [L, d]
   */
  TeacherModel teacher(NDManager manager, int task, float[] start);

  /**
   * What the student minimises.
   *
   * @param manager of the teachers' arrays
   * @param teachers one a task, or none at all
   */
  StudentLoss student(NDManager manager, Student student, List<Teacher> teachers);

  /**
   * What the source tasks' labels can tell a new task's; none for a backbone without label vectors.
   *
   * @param start what a new task starts with
   */
  Optional<LabelMemory> labelMemory(SharedPrompt start, SourceProgress progress);

  /** How good a student is on the held-out rows of one task, 0 to 1. */
  double validate(StudentState state, int task);
}
