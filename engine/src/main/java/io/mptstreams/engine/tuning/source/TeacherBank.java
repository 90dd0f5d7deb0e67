package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.readout.SentenceEmbedder;
import java.util.ArrayList;
import java.util.List;

/** All teachers on the device, in the manager that it was made with. */
final class TeacherBank {

  private final int length;
  private final int width;
  private final float scale;
  private final NDArray prompts;
  private final List<NDArray> labelVectors = new ArrayList<>();

  TeacherBank(NDManager manager, List<Teacher> teachers, int width, float scale) {
    this.width = width;
    this.scale = scale;
    int size = teachers.get(0).prompt().length;
    length = size / width;
    float[] rows = new float[teachers.size() * size];
    for (int k = 0; k < teachers.size(); k++) {
      System.arraycopy(teachers.get(k).prompt(), 0, rows, k * size, size);
      float[] labels = teachers.get(k).labelVectors();
      labelVectors.add(
          SentenceEmbedder.unit(manager.create(labels, new Shape(labels.length / width, width))));
    }
    prompts = manager.create(rows, new Shape(teachers.size(), size));
  }

  /** Prompts of rows of tasks, [rows, L, d]. */
  NDArray prompts(NDManager manager, long[] tasks) {
    return JniUtils.embedding((PtNDArray) manager.create(tasks), (PtNDArray) prompts, false)
        .reshape(tasks.length, length, width);
  }

  /** Logits of unit sentence vectors with the labels of one task, [rows, C]. */
  NDArray logits(int task, NDArray sentences) {
    return sentences.matMul(labelVectors.get(task).transpose()).mul(scale);
  }
}
