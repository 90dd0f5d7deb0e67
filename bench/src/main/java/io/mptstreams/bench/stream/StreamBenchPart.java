package io.mptstreams.bench.stream;

/** What can be measured by itself. */
public enum StreamBenchPart {
  /** A start that restores many tasks. */
  start,
  /** Events with a scorer that does nothing. */
  noop,
  /** Rate, latency and reload with the real model. */
  model,
  /** Feedback to examples. */
  feedback
}
