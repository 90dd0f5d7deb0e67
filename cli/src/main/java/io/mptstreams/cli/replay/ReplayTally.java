package io.mptstreams.cli.replay;

import io.mptstreams.schemas.record.ErrorCode;
import java.util.Map;
import java.util.TreeMap;

/** What a replay did so far. Owned by one thread. */
public final class ReplayTally {

  private long chosen;
  private long sent;
  private final Map<ErrorCode, Long> refused = new TreeMap<>();
  private final Map<String, Long> leftOut = new TreeMap<>();

  void choose(long records) {
    chosen += records;
  }

  void send(long records) {
    sent += records;
  }

  void refuse(ErrorCode code) {
    refused.merge(code, 1L, Long::sum);
  }

  void leaveOut(String why) {
    leftOut.merge(why, 1L, Long::sum);
  }

  /** Records that were chosen, sent or not. */
  public long chosen() {
    return chosen;
  }

  /** Records that were written. */
  public long sent() {
    return sent;
  }

  /** What could not be scored, by reason. */
  public Map<ErrorCode, Long> refused() {
    return Map.copyOf(refused);
  }

  /** What no replay can help, by what it is. */
  public Map<String, Long> leftOut() {
    return new TreeMap<>(leftOut);
  }
}
