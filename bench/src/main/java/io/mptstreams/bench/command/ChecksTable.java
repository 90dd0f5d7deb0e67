package io.mptstreams.bench.command;

import io.mptstreams.bench.Check;
import io.mptstreams.cli.output.Table;
import java.util.List;

/** The named figures for people. */
final class ChecksTable {

  private ChecksTable() {}

  static List<String> lines(List<Check> checks) {
    Table table = new Table("CHECK", "VALUE", "GOAL", "MET");
    checks.forEach(
        c -> table.row(c.name(), "%.4f".formatted(c.value()), c.goal(), c.met() ? "yes" : "no"));
    return table.lines();
  }
}
