package io.mptstreams.engine.tuning.ablation;

import io.mptstreams.engine.tuning.compare.CompareReport;
import io.mptstreams.engine.tuning.compare.CompareTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the variants came to.
 *
 * @param sources of the variants with source training
 */
public record AblationReport(
    List<CompareReport.Row> rows, List<CompareReport.Macro> macro, List<Source> sources) {

  /**
   * A source training.
   *
   * @param variant that uses it
   * @param steps student steps taken
   * @param validation macro accuracy on held-out rows of the source tasks, 0 to 1
   */
  public record Source(String variant, int steps, double validation, String dataDigest) {}

  static AblationReport of(CompareReport report, List<Source> sources) {
    return new AblationReport(report.rows(), report.macro(), sources);
  }

  /** In Markdown: accuracy on the held-out tasks, and of the source trainings. */
  public List<String> lines() {
    List<String> lines =
        new ArrayList<>(CompareTable.lines(new CompareReport(rows, macro), Variant.FULL));
    lines.add("");
    lines.add("| source training | steps | accuracy on its own held-out rows |");
    lines.add("|---|---|---|");
    for (Source source : sources) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f |",
              source.variant(),
              source.steps(),
              100 * source.validation()));
    }
    return lines;
  }
}
