package io.mptstreams.cli.score;

import java.util.SortedSet;

/** Where the rows' tasks come from. */
public interface TaskModels {

  /**
   * The version of a task that serves.
   *
   * @throws io.mptstreams.schemas.mapping.RecordRejectedException with UNKNOWN_TASK,
   *     UNKNOWN_VERSION or UNKNOWN_SHARED_PROMPT
   */
  ScoredTask find(String task);

  /** The tasks that there are. */
  SortedSet<String> names();
}
