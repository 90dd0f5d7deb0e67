package io.mptstreams.engine.tuning.mpt;

import io.mptstreams.engine.prompt.TaskParameters;
import java.util.Arrays;
import java.util.Random;

/** More columns of U and rows of V than a task starts with. */
public final class Rank {

  private static final double SPREAD = 0.5;

  private Rank() {}

  /**
   * The same prompt with factors of a higher rank: new columns of U are random and new rows of V
   * zeros, so that both have a gradient as soon as V moves.
   *
   * @return {@code start} itself if its rank is not lower
   */
  public static TaskParameters atLeast(TaskParameters start, int rank, long seed) {
    if (rank <= start.rank()) {
      return start;
    }
    Random random = new Random(seed);
    float[] u = new float[start.length() * rank];
    for (int l = 0; l < start.length(); l++) {
      for (int k = 0; k < rank; k++) {
        u[l * rank + k] =
            k < start.rank()
                ? start.u()[l * start.rank() + k]
                : (float) (SPREAD * random.nextGaussian());
      }
    }
    return new TaskParameters(
        start.length(),
        start.width(),
        rank,
        u,
        Arrays.copyOf(start.v(), rank * start.width()),
        start.labels(),
        start.labelVectors(),
        start.labelBiases(),
        start.scale(),
        start.temperature());
  }
}
