package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.LedgerEntry;

/** Shows how it goes, on standard error. Belongs to the demo's thread. */
interface DemoView {

  /** Called often; shows something now and then. */
  void refresh(long nanos, Scoreboard board, ReloadTimes reloads, int eventsInAll);

  /** A decision was made. */
  void verdict(LedgerEntry entry);

  /** Something that happens once. */
  void say(String line);
}
