package io.mptstreams.cli.compare;

import io.mptstreams.cli.output.Json;
import io.mptstreams.engine.tuning.compare.CompareReport;
import io.mptstreams.engine.tuning.compare.CompareTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** compare.md, compare.json and compare.png of a report. */
public final class ComparisonFiles {

  private ComparisonFiles() {}

  /**
   * @param folder is made if it is not there
   * @param backboneParameters numbers of the whole backbone
   */
  public static void write(Path folder, CompareReport report, long backboneParameters)
      throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("compare.md"), CompareTable.lines(report));
    Files.writeString(folder.resolve("compare.json"), Json.line(report) + "\n");
    AccuracyPlot.write(folder.resolve("compare.png"), report, backboneParameters);
  }
}
