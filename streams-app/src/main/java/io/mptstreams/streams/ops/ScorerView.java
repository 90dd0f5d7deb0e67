package io.mptstreams.streams.ops;

import io.mptstreams.streams.reload.TaskStatus;
import java.util.List;
import java.util.Map;

/** What the outside may see of a running scorer. Safe for any number of threads. */
public interface ScorerView {

  /** The process is worth keeping. */
  boolean live();

  /** It scores. */
  boolean ready();

  /** It has been ready once. */
  boolean started();

  /** What it is: names, versions, state. */
  Map<String, Object> info();

  List<TaskStatus> tasks();

  /** All meters in Prometheus' text format. */
  String metrics();
}
