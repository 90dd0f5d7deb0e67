package io.mptstreams.cli.replay;

import java.util.List;

/** What is done with records that are played again. */
public interface Replayer extends AutoCloseable {

  /** Takes a piece, and has it on the broker when this returns. */
  void play(List<ReplayedRecord> records, ReplayTally tally);

  @Override
  void close();
}
