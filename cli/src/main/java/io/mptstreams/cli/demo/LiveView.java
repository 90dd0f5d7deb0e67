package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.LedgerEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A table that is drawn over itself twice a second, for a terminal; verdicts scroll above it. */
final class LiveView implements DemoView {

  private static final long EVERY_NANOS = Duration.ofMillis(500).toNanos();
  private static final String UP_AND_CLEAR = "\033[%dA\033[J";

  private final PrintWriter err;
  private int drawnLines;
  private boolean drawn;
  private long lastNanos;

  LiveView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void refresh(long nanos, Scoreboard board, ReloadTimes reloads, int eventsInAll) {
    if (drawn && nanos - lastNanos < EVERY_NANOS) {
      return;
    }
    drawn = true;
    lastNanos = nanos;
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(DemoLines.tasks(board));
    lines.add("");
    lines.add(DemoLines.progress(board, reloads, eventsInAll));
    clear();
    lines.forEach(err::println);
    err.flush();
    drawnLines = lines.size();
  }

  @Override
  public void verdict(LedgerEntry entry) {
    DemoLines.verdict(entry).forEach(this::say);
  }

  @Override
  public void say(String line) {
    clear();
    err.println(line);
    err.flush();
  }

  private void clear() {
    if (drawnLines > 0) {
      err.printf(UP_AND_CLEAR, drawnLines);
      drawnLines = 0;
    }
  }
}
