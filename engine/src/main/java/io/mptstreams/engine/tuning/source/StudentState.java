package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.prompt.SharedPrompt;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of a student at one moment.
 *
 * @param shared P*, [L, d]; without decomposition every task's own, [K, L, d]
 * @param u of all tasks, [K, L·r]
 * @param v of all tasks, [K, r·d]
 * @param labelOffsets [C, d] a task; empty if labels have none
 */
record StudentState(
    int length,
    int width,
    int rank,
    float[] shared,
    float[] u,
    float[] v,
    List<float[]> labelOffsets) {

  int tasks() {
    return u.length / (length * rank);
  }

  float[] uOf(int task) {
    int size = length * rank;
    return Arrays.copyOfRange(u, task * size, (task + 1) * size);
  }

  float[] vOf(int task) {
    int size = rank * width;
    return Arrays.copyOfRange(v, task * size, (task + 1) * size);
  }

  /** The same updates with the scale and sign of every task's factors fixed. */
  StudentState gaugeFixed() {
    float[] fixedU = new float[u.length];
    float[] fixedV = new float[v.length];
    for (int k = 0; k < tasks(); k++) {
      float[] taskU = uOf(k);
      float[] taskV = vOf(k);
      Gauge.fix(taskU, taskV, rank);
      System.arraycopy(taskU, 0, fixedU, k * taskU.length, taskU.length);
      System.arraycopy(taskV, 0, fixedV, k * taskV.length, taskV.length);
    }
    return new StudentState(length, width, rank, shared, fixedU, fixedV, labelOffsets);
  }

  /** The composed prompt of one task, [L, d]. */
  float[] prompt(int task) {
    int size = length * width;
    return shared.length == size
        ? sharedPrompt("", 1).compose(uOf(task), vOf(task), rank)
        : Arrays.copyOfRange(shared, task * size, (task + 1) * size);
  }

  /**
   * P*, or the mean of the tasks' own prompts, with the means over the tasks' factors as a new
   * task's start.
   */
  SharedPrompt sharedPrompt(String backboneDigest, long version) {
    return new SharedPrompt(
        version,
        backboneDigest,
        length,
        width,
        rank,
        mean(shared, length * width),
        mean(u, length * rank),
        mean(v, rank * width));
  }

  private float[] mean(float[] rows, int size) {
    float[] mean = new float[size];
    int count = rows.length / size;
    for (int i = 0; i < rows.length; i++) {
      mean[i % size] += rows[i] / count;
    }
    return mean;
  }
}
