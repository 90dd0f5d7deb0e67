package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** What the student minimises: what the labels say, and what the teachers say. One thread. */
@FunctionalInterface
interface StudentLoss {

  /** Loss of a step, a scalar; differentiable. Runs within an NDScope of the caller. */
  NDArray of(NDManager manager, List<Share> shares);

  /** The task of each row of a step, [rows]. */
  static long[] taskOfRows(List<Share> shares) {
    return shares.stream().flatMapToLong(StudentLoss::taskOfRows).toArray();
  }

  private static LongStream taskOfRows(Share share) {
    return Arrays.stream(share.rows()).mapToLong(row -> share.task());
  }
}
