package io.mptstreams.trainer.replay;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where it is put. Belongs to one thread. */
final class VirtualClock extends Clock {

  private Instant now = Instant.EPOCH;

  void advanceTo(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
