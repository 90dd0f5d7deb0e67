package io.mptstreams.local.registry.store;

import java.util.List;
import java.util.function.Function;

/** Where changes go and what they add up to. Safe for any number of threads. */
public interface ChangeLog {

  /** What has been read; may be some milliseconds behind other instances' writes. */
  RegistryState state();

  /**
   * Waits until everything that is committed now has been read.
   *
   * @throws StoreException when it takes too long
   */
  void catchUp();

  /**
   * Decides on the newest state and writes the decision, all or nothing; returns when the state
   * shows it.
   *
   * @param decision may be taken more than once; an exception ends it with nothing written
   * @throws StoreException when it was not written, or nobody knows
   * @throws EntryTooLargeException when it is larger than the log takes
   */
  void write(Function<RegistryState, List<LogEntry>> decision);
}
