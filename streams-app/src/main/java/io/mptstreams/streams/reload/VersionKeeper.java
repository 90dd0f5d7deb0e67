package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.TaskUpdate;

/**
 * Where a version goes that compaction must not remove, because what came behind it cannot be
 * served. Safe for any number of threads.
 */
public interface VersionKeeper {

  /**
   * Publishes the version under the key {@code task@version}, without waiting; a failure is counted
   * and logged, never thrown.
   */
  void keep(TaskUpdate update);
}
