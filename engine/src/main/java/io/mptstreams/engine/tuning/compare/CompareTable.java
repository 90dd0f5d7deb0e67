package io.mptstreams.engine.tuning.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report in Markdown: the macro averages, best first, a table for each number of examples. */
public final class CompareTable {

  private static final double POINTS = 100;

  private CompareTable() {}

  public static List<String> lines(CompareReport report) {
    return lines(report, "MPT");
  }

  /**
   * @param reference as the header calls the technique that the others are paired with
   */
  public static List<String> lines(CompareReport report, String reference) {
    List<String> lines = new ArrayList<>();
    for (Shots shots :
        report.macro().stream().map(CompareReport.Macro::shots).distinct().toList()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(
          "| method (k = "
              + shots
              + ") | macro accuracy | spread | 95 % | "
              + reference
              + " minus this | parameters | with head"
              + " | adapt s | score s |");
      lines.add("|---|---|---|---|---|---|---|---|---|");
      report.macro().stream()
          .filter(macro -> macro.shots().equals(shots))
          .sorted(Comparator.comparingDouble(CompareReport.Macro::accuracy).reversed())
          .forEach(macro -> lines.add(line(report, macro)));
    }
    return lines;
  }

  private static String line(CompareReport report, CompareReport.Macro m) {
    List<CompareReport.Row> own = report.rowsOf(m);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f to %.1f | %+.1f (%+.1f to %+.1f) | %d | %.0f | %.1f | %.1f |",
        m.method(),
        POINTS * m.accuracy(),
        POINTS * m.spread(),
        POINTS * m.low(),
        POINTS * m.high(),
        POINTS * m.behind(),
        POINTS * m.behindLow(),
        POINTS * m.behindHigh(),
        own.get(0).parameters(),
        own.stream().mapToLong(row -> row.parameters() + row.headParameters()).average().orElse(0),
        own.stream().mapToDouble(CompareReport.Row::adaptSeconds).average().orElse(0),
        own.stream().mapToDouble(CompareReport.Row::scoreSeconds).average().orElse(0));
  }
}
