package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * P* [L, d] of all source tasks, U [K, L·r] and V [K, r·d] of each, and each task's label vectors
 * [C, d]. Its arrays live in the manager that it was made with.
 */
final class Student {

  private static final float NOISE = 0.02f;

  private final int length;
  private final int width;
  private final int rank;
  private final float scale;
  private final Parameter shared;
  private final Parameter u;
  private final Parameter v;
  private final List<Parameter> labelVectors = new ArrayList<>();

  /**
   * U V starts at 1 everywhere, so that every task starts at P* and means over tasks are defined;
   * further components start at small noise.
   *
   * @param width hidden size, d
   * @param start P*, [L, d]
   * @param labels label vectors to start from, [C, d] a task
   */
  Student(
      NDManager manager, SourceSettings settings, int width, float[] start, List<float[]> labels) {
    SourceSettings.Student speeds = settings.student();
    length = start.length / width;
    this.width = width;
    rank = settings.rank();
    scale = speeds.scale();
    int tasks = labels.size();
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
            manager.create(start, new Shape(length, width)),
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
    for (int k = 0; k < tasks; k++) {
      labelVectors.add(
          Parameter.of(
              "label_vectors." + k,
              manager.create(labels.get(k), new Shape(labels.get(k).length / width, width)),
              speeds.labelLearningRate(),
              decay));
    }
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(shared, u, v));
    all.addAll(labelVectors);
    return all;
  }

  /** Composed prompts P* ∘ (U V) of rows of tasks, [rows, L, d]; differentiable. */
  NDArray prompts(NDManager manager, long[] tasks) {
    PtNDArray rows = (PtNDArray) manager.create(tasks);
    NDArray updates =
        JniUtils.embedding(rows, (PtNDArray) u.value(), false)
            .reshape(tasks.length, length, rank)
            .matMul(
                JniUtils.embedding(rows, (PtNDArray) v.value(), false)
                    .reshape(tasks.length, rank, width));
    return updates.mul(shared.value());
  }

  /** Logits of unit sentence vectors with the labels of one task, [rows, C]; differentiable. */
  NDArray logits(int task, NDArray sentences) {
    NDArray labels = SentenceEmbedder.unit(labelVectors.get(task).value());
    return sentences.matMul(labels.transpose()).mul(Scalar.of(sentences, scale));
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
        labelVectors.stream().map(parameter -> parameter.value().toFloatArray()).toList());
  }
}
