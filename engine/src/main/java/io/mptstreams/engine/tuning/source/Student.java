package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * P* [L, d] of all source tasks, U [K, L·r] and V [K, r·d] of each, and each task's label offsets
 * [C, d], if there are any. Without decomposition every task has a row of its own for P*, [K, L·d],
 * and U and V stay at 1, as they do without updates. Its arrays live in the manager that it was
 * made with.
 */
final class Student {

  private static final float NOISE = 0.02f;

  /** Decay of the offsets, as AdamW has it. */
  private static final float OFFSET_DECAY = 0.5f;

  private final int length;
  private final int width;
  private final int rank;
  private final boolean decomposed;
  private final boolean updated;
  private final Parameter shared;
  private final Parameter u;
  private final Parameter v;
  private final List<Parameter> labelOffsets = new ArrayList<>();

  /**
   * U V starts at 1 everywhere, so that every task starts at P* and means over tasks are defined;
   * further components start at small noise.
   *
   * @param width hidden size, d
   * @param start P*, [L, d]
   * @param tasks source tasks, K
   * @param offsets number of label offsets of each task; empty for none
   */
  Student(
      NDManager manager,
      SourceSettings settings,
      int width,
      float[] start,
      int tasks,
      int[] offsets) {
    SourceSettings.Student speeds = settings.student();
    length = start.length / width;
    this.width = width;
    rank = settings.rank();
    decomposed = !settings.without().contains(SourceSettings.Part.DECOMPOSITION);
    updated = decomposed && !settings.without().contains(SourceSettings.Part.UPDATES);
    Random random = new Random(settings.seed());
    float[] ones = new float[tasks * length * rank];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = i % rank == 0 ? 1 : NOISE * (float) random.nextGaussian();
    }
    float[] rows = new float[tasks * rank * width];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i / width % rank == 0 ? 1 : NOISE * (float) random.nextGaussian();
    }
    float decay = speeds.weightDecay();
    shared =
        Parameter.of(
            "shared_prompt",
            decomposed
                ? manager.create(start, new Shape(length, width))
                : manager.create(repeated(start, tasks), new Shape(tasks, start.length)),
            speeds.promptLearningRate(),
            decay);
    u =
        Parameter.of(
            "u",
            manager.create(ones, new Shape(tasks, length * rank)),
            speeds.factorLearningRate(),
            decay);
    v =
        Parameter.of(
            "v",
            manager.create(rows, new Shape(tasks, rank * width)),
            speeds.factorLearningRate(),
            decay);
    for (int k = 0; k < offsets.length; k++) {
      labelOffsets.add(
          Parameter.of(
              "label_offsets." + k,
              manager.zeros(new Shape(offsets[k], width)),
              speeds.labelLearningRate(),
              OFFSET_DECAY));
    }
  }

  private static float[] repeated(float[] values, int times) {
    float[] all = new float[times * values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i % values.length];
    }
    return all;
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(updated ? List.of(shared, u, v) : List.of(shared));
    all.addAll(labelOffsets);
    return all;
  }

  /** Composed prompts P* ∘ (U V) of rows of tasks, [rows, L, d]; differentiable. */
  NDArray prompts(NDManager manager, long[] tasks) {
    PtNDArray rows = (PtNDArray) manager.create(tasks);
    if (!decomposed) {
      return JniUtils.embedding(rows, (PtNDArray) shared.value(), false)
          .reshape(tasks.length, length, width);
    }
    NDArray updates =
        JniUtils.embedding(rows, (PtNDArray) u.value(), false)
            .reshape(tasks.length, length, rank)
            .matMul(
                JniUtils.embedding(rows, (PtNDArray) v.value(), false)
                    .reshape(tasks.length, rank, width));
    return updates.mul(shared.value());
  }

  /** Label offsets of one task, [C, d]; differentiable. */
  NDArray labelOffsets(int task) {
    return labelOffsets.get(task).value();
  }

  /** The numbers as they are now. */
  StudentState state() {
    return new StudentState(
        length,
        width,
        rank,
        shared.value().toFloatArray(),
        u.value().toFloatArray(),
        v.value().toFloatArray(),
        labelOffsets.stream().map(parameter -> parameter.value().toFloatArray()).toList());
  }
}
