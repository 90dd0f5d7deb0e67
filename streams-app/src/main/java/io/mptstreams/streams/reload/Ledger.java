package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.LedgerEntry;

/** Where a scorer says what it did with a version. Safe for any number of threads. */
public interface Ledger {

  /** Writes without waiting; a failure is counted and logged, never thrown. */
  void record(LedgerEntry entry);
}
