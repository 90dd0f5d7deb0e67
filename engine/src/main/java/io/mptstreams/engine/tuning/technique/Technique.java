package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.prompt.TrainedPrompt;
import java.util.List;
import java.util.Optional;

/** A way to learn a task from examples. Any thread may use it. */
public interface Technique {

  /** As on the command line, such as label-prior-probe. */
  String name();

  /**
   * The prompt that it starts from, if any, with its source tasks where they matter too; what it
   * has measured is true of that one alone.
   */
  default Optional<TrainedPrompt> start() {
    return Optional.empty();
  }

  /** Whether it learns tasks together, so that what one becomes depends on the others. */
  default boolean joint() {
    return false;
  }

  /**
   * Learns what tasks share, where they share something.
   *
   * @param tasks one or more, of different names
   * @return fits each of these tasks from there, and no other
   */
  default Technique together(List<FewShotTask> tasks) {
    return this;
  }

  /** Learns; the caller closes the result. */
  FittedTask fit(FewShotTask task);
}
