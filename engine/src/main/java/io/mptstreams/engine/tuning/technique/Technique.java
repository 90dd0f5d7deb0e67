package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.prompt.SharedPrompt;
import java.util.Optional;

/** A way to learn a task from examples. Any thread may use it. */
public interface Technique {

  /** As on the command line, such as label-prior-probe. */
  String name();

  /**
   * The result of source training that it starts from; what it has measured is true of that one.
   */
  default Optional<SharedPrompt> start() {
    return Optional.empty();
  }

  /** Learns; the caller closes the result. */
  FittedTask fit(FewShotTask task);
}
