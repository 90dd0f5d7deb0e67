package io.mptstreams.engine.prompt;

import java.util.Optional;

/**
 * P*, what all tasks have in common, and the start of a new task's factors. Arrays are row-major
 * and belong to the record: nobody changes them.
 *
 * @param version 1 and up, never reused
 * @param backboneDigest the backbone it was trained for
 * @param length prompt vectors, L
 * @param width the backbone's hidden size, d
 * @param rank of the task factors, r
 * @param values P*, [L, d]
 * @param u start of a new task's u, [L, r]
 * @param v start of a new task's v, [r, d]
 * @param labelMemory what source training learned about labels behind this start, if it did
 */
public record SharedPrompt(
    long version,
    String backboneDigest,
    int length,
    int width,
    int rank,
    float[] values,
    float[] u,
    float[] v,
    Optional<LabelMemory> labelMemory) {

  public SharedPrompt {
    Shapes.check("shared_prompt", values, length, width);
    Shapes.check("u", u, length, rank);
    Shapes.check("v", v, rank, width);
    if (labelMemory.isPresent() && labelMemory.get().width() != width) {
      throw new InvalidParametersException(
          InvalidParametersException.Problem.WRONG_SHAPE,
          "the prompt has a width of %d, what it knows of labels one of %d"
              .formatted(width, labelMemory.get().width()));
    }
  }

  /** One that knows nothing about labels. */
  public SharedPrompt(
      long version,
      String backboneDigest,
      int length,
      int width,
      int rank,
      float[] values,
      float[] u,
      float[] v) {
    this(version, backboneDigest, length, width, rank, values, u, v, Optional.empty());
  }

  /** The same numbers under another version. */
  public SharedPrompt withVersion(long other) {
    return new SharedPrompt(other, backboneDigest, length, width, rank, values, u, v, labelMemory);
  }

  /** The same numbers with other knowledge about labels. */
  public SharedPrompt withLabelMemory(Optional<LabelMemory> other) {
    return new SharedPrompt(version, backboneDigest, length, width, rank, values, u, v, other);
  }

  /**
   * The composed prompt P* ∘ (U V), [L, d] (Wang et al., ICLR 2023, equation 1, with U V for u
   * v^T). The plain reference; on the hot path it is composed on the device.
   */
  public float[] compose(float[] taskU, float[] taskV, int taskRank) {
    Shapes.check("u", taskU, length, taskRank);
    Shapes.check("v", taskV, taskRank, width);
    float[] composed = new float[length * width];
    for (int l = 0; l < length; l++) {
      for (int j = 0; j < width; j++) {
        float w = 0;
        for (int k = 0; k < taskRank; k++) {
          w += taskU[l * taskRank + k] * taskV[k * width + j];
        }
        composed[l * width + j] = values[l * width + j] * w;
      }
    }
    return composed;
  }
}
