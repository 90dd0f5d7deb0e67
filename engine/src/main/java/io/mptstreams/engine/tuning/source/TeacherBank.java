package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Optional;

/** All teachers' prompts on the device, in the manager that it was made with. */
final class TeacherBank {

  private final int length;
  private final int width;
  private final NDArray prompts;

  private TeacherBank(NDManager manager, List<Teacher> teachers, int width) {
    this.width = width;
    int size = teachers.get(0).prompt().length;
    length = size / width;
    float[] rows = new float[teachers.size() * size];
    for (int k = 0; k < teachers.size(); k++) {
      System.arraycopy(teachers.get(k).prompt(), 0, rows, k * size, size);
    }
    prompts = manager.create(rows, new Shape(teachers.size(), size));
  }

  /** None without teachers. */
  static Optional<TeacherBank> of(NDManager manager, List<Teacher> teachers, int width) {
    return teachers.isEmpty()
        ? Optional.empty()
        : Optional.of(new TeacherBank(manager, teachers, width));
  }

  /** Prompts of rows of tasks, [rows, L, d]. */
  NDArray prompts(NDManager manager, long[] tasks) {
    return JniUtils.embedding((PtNDArray) manager.create(tasks), (PtNDArray) prompts, false)
        .reshape(tasks.length, length, width);
  }
}
