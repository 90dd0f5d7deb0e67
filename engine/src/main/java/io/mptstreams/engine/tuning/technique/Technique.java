package io.mptstreams.engine.tuning.technique;

/** A way to learn a task from examples. Any thread may use it. */
public interface Technique {

  /** As on the command line, such as label-prior-probe. */
  String name();

  /** Learns; the caller closes the result. */
  FittedTask fit(FewShotTask task);
}
