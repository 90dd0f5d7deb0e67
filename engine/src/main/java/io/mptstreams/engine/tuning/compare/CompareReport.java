package io.mptstreams.engine.tuning.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Cells brought together: a row a technique, k and task, and the macro average over tasks with the
 * interval that a paired bootstrap over tasks and draws gives.
 */
public record CompareReport(List<Row> rows, List<Macro> macro) {

  private static final int RESAMPLES = 1000;
  private static final double TAIL = 0.025;
  private static final double POINTS = 100;

  /**
   * One technique on one task.
   *
   * @param accuracy one a draw
   */
  public record Row(
      String method,
      int k,
      String task,
      List<Double> accuracy,
      List<Double> macroF1,
      long parameters,
      long headParameters,
      double adaptSeconds,
      double scoreSeconds) {

    double mean() {
      return accuracy.stream().mapToDouble(a -> a).average().orElseThrow();
    }
  }

  /**
   * Mean over tasks.
   *
   * @param low of the 95 % interval
   * @param behind the reference technique minus this one; 0 without a reference
   * @param behindLow of its 95 % interval, by the same resamples
   */
  public record Macro(
      String method,
      int k,
      double accuracy,
      double low,
      double high,
      double behind,
      double behindLow,
      double behindHigh) {}

  /**
   * @param reference technique that the others are paired with
   */
  public static CompareReport of(List<Cell> cells, String reference) {
    List<Row> rows = new ArrayList<>();
    List<String> methods = cells.stream().map(Cell::method).distinct().toList();
    List<Macro> macro = new ArrayList<>();
    for (int k : new TreeSet<>(cells.stream().map(Cell::k).toList())) {
      List<Row> referenceRows = rows(cells, reference, k);
      for (String method : methods) {
        List<Row> own = rows(cells, method, k);
        rows.addAll(own);
        if (!own.isEmpty()) {
          macro.add(macro(method, k, own, referenceRows));
        }
      }
    }
    return new CompareReport(rows, macro);
  }

  /** A Markdown table of the macro averages, best first. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("| method | k | macro accuracy | 95 % | MPT minus this | parameters | adapt s |");
    lines.add("|---|---|---|---|---|---|---|");
    macro.stream()
        .sorted(
            Comparator.comparingInt(Macro::k)
                .thenComparing(Comparator.comparingDouble(Macro::accuracy).reversed()))
        .forEach(m -> lines.add(line(m)));
    return lines;
  }

  private String line(Macro m) {
    List<Row> own =
        rows.stream().filter(row -> row.method().equals(m.method()) && row.k() == m.k()).toList();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f to %.1f | %+.1f (%+.1f to %+.1f) | %d | %.1f |",
        m.method(),
        m.k() == 0 ? "full" : Integer.toString(m.k()),
        POINTS * m.accuracy(),
        POINTS * m.low(),
        POINTS * m.high(),
        POINTS * m.behind(),
        POINTS * m.behindLow(),
        POINTS * m.behindHigh(),
        own.get(0).parameters(),
        own.stream().mapToDouble(Row::adaptSeconds).average().orElse(0));
  }

  private static List<Row> rows(List<Cell> cells, String method, int k) {
    List<Cell> own =
        cells.stream().filter(cell -> cell.method().equals(method) && cell.k() == k).toList();
    List<Row> rows = new ArrayList<>();
    for (String task : new TreeSet<>(own.stream().map(Cell::task).toList())) {
      List<Cell> draws =
          own.stream()
              .filter(cell -> cell.task().equals(task))
              .sorted(Comparator.comparingInt(Cell::draw))
              .toList();
      rows.add(
          new Row(
              method,
              k,
              task,
              draws.stream().map(Cell::accuracy).toList(),
              draws.stream().map(Cell::macroF1).toList(),
              draws.get(0).parameters(),
              draws.get(0).headParameters(),
              draws.stream().collect(Collectors.averagingDouble(Cell::adaptSeconds)),
              draws.stream().collect(Collectors.averagingDouble(Cell::scoreSeconds))));
    }
    return rows;
  }

  /** Resamples tasks, and draws within tasks, alike for both techniques. */
  private static Macro macro(String method, int k, List<Row> own, List<Row> reference) {
    boolean paired = pairs(own, reference);
    Random random = new Random(7);
    double[] accuracies = new double[RESAMPLES];
    double[] behinds = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < own.size(); i++) {
        int task = random.nextInt(own.size());
        List<Double> draws = own.get(task).accuracy();
        double sum = 0;
        double other = 0;
        for (int j = 0; j < draws.size(); j++) {
          int draw = random.nextInt(draws.size());
          sum += draws.get(draw);
          other += paired ? reference.get(task).accuracy().get(draw) : draws.get(draw);
        }
        accuracies[r] += sum / draws.size() / own.size();
        behinds[r] += (other - sum) / draws.size() / own.size();
      }
    }
    Arrays.sort(accuracies);
    Arrays.sort(behinds);
    double mean = own.stream().mapToDouble(Row::mean).average().orElseThrow();
    double behind =
        paired ? reference.stream().mapToDouble(Row::mean).average().orElseThrow() - mean : 0;
    int low = (int) (TAIL * RESAMPLES);
    int high = RESAMPLES - 1 - low;
    return new Macro(
        method, k, mean, accuracies[low], accuracies[high], behind, behinds[low], behinds[high]);
  }

  private static boolean pairs(List<Row> own, List<Row> reference) {
    if (own.size() != reference.size()) {
      return false;
    }
    for (int i = 0; i < own.size(); i++) {
      if (!own.get(i).task().equals(reference.get(i).task())
          || own.get(i).accuracy().size() != reference.get(i).accuracy().size()) {
        return false;
      }
    }
    return true;
  }
}
