package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.LedgerEntry;
import java.io.PrintWriter;
import java.time.Duration;

/** One line every ten seconds and one a verdict: for logs. */
final class PlainView implements DemoView {

  private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final PrintWriter err;
  private long nextNanos = Long.MIN_VALUE;

  PlainView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void refresh(long nanos, Scoreboard board, ReloadTimes reloads, int eventsInAll) {
    if (nextNanos == Long.MIN_VALUE) {
      nextNanos = nanos + EVERY_NANOS;
    } else if (nanos - nextNanos >= 0) {
      nextNanos = nanos + EVERY_NANOS;
      say(DemoLines.progress(board, reloads, eventsInAll));
    }
  }

  @Override
  public void verdict(LedgerEntry entry) {
    DemoLines.verdict(entry).forEach(this::say);
  }

  @Override
  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
