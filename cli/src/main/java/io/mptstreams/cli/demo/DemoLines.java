package io.mptstreams.cli.demo;

import io.mptstreams.cli.output.Table;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The demo's texts, alike for the live view and for plain lines. */
final class DemoLines {

  private static final Set<LedgerKind> SHOWN =
      Set.of(
          LedgerKind.PROMOTED,
          LedgerKind.REJECTED,
          LedgerKind.ROLLED_BACK,
          LedgerKind.REFUSED,
          LedgerKind.DRIFT);

  private DemoLines() {}

  static String progress(Scoreboard board, ReloadTimes reloads, int eventsInAll) {
    Percentiles latency = board.latency();
    return String.format(
        Locale.ROOT,
        "%d of %d events, %d predicted, latency p50 %.0f ms p99 %.0f ms, %d updates swapped in",
        board.events(),
        eventsInAll,
        board.predictions(),
        latency.p50(),
        latency.p99(),
        reloads.count());
  }

  static List<String> tasks(Scoreboard board) {
    Table table = new Table("task", "version", "labels", "events", "first third", "last 50");
    board
        .tasks()
        .forEach(
            (name, task) ->
                table.row(
                    name,
                    task.version(),
                    task.feedback(),
                    task.events(),
                    percent(task.accuracyFirstThird()),
                    percent(task.recentAccuracy())));
    return table.lines();
  }

  static List<String> verdict(LedgerEntry entry) {
    if (!SHOWN.contains(entry.kind())) {
      return List.of();
    }
    String version = entry.version().isPresent() ? " version " + entry.version().getAsLong() : "";
    String kind = entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return List.of(entry.task() + version + " " + kind + ": " + entry.reason());
  }

  static List<String> summary(DemoSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d events, %d predictions, %d lost, %d doubled, %.1f events/s",
            summary.events(),
            summary.predictions(),
            summary.lost(),
            summary.duplicates(),
            summary.eventsPerSecond()));
    if (!summary.refused().isEmpty()) {
      lines.add("refused: " + summary.refused());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "event to committed prediction: p50 %.0f ms, p99 %.0f ms",
            summary.latencyMs().p50(),
            summary.latencyMs().p99()));
    lines.add(
        String.format(
            Locale.ROOT,
            "update published to update in use: p50 %.0f ms, p99 %.0f ms",
            summary.reloadMs().p50(),
            summary.reloadMs().p99()));
    lines.add("");
    Table table = new Table("task", "version", "labels", "no labels", "first third", "last third");
    for (Map.Entry<String, DemoSummary.TaskSummary> entry : summary.tasks().entrySet()) {
      DemoSummary.TaskSummary task = entry.getValue();
      table.row(
          entry.getKey(),
          task.versions(),
          task.feedback(),
          task.zeroShotAccuracy().map(DemoLines::percent).orElse("-"),
          percent(task.accuracyFirstThird()),
          percent(task.accuracyLastThird()));
    }
    lines.addAll(table.lines());
    return lines;
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
