package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.prompt.SharedPrompt;
import java.util.Optional;

/** A way to learn a task from examples. Any thread may use it. */
public interface Technique {

  /** As on the command line, such as label-prior-probe. */
  String name();

  /** The prompt that it starts from, if any; what it has measured is true of that one alone. */
  default Optional<SharedPrompt> start() {
    return Optional.empty();
  }

  /** Learns; the caller closes the result. */
  FittedTask fit(FewShotTask task);
}
