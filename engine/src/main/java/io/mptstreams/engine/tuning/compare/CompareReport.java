package io.mptstreams.engine.tuning.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  /** By k, first those that are counted a class; the whole train part last. */
  private static final Comparator<Shots> ORDER =
      Comparator.comparing(Shots::total)
          .thenComparingInt(s -> s.count() == 0 ? Integer.MAX_VALUE : s.count());

  /**
   * One technique on one task.
   *
   * @param k as in {@link Cell}
   * @param examples as in {@link Cell}
   * @param accuracy one a draw
   * @param adaptSeconds mean over draws
   */
  public record Row(
      String method,
      int k,
      boolean total,
      String task,
      int examples,
      List<Double> accuracy,
      List<Double> macroF1,
      long parameters,
      long headParameters,
      double adaptSeconds,
      double scoreSeconds) {

    public Shots shots() {
      return new Shots(k, total);
    }

    double mean() {
      return accuracy.stream().mapToDouble(a -> a).average().orElseThrow();
    }
  }

  /**
   * Mean over tasks.
   *
   * @param spread standard deviation over draws of the mean over tasks; 0 for one draw
   * @param low of the 95 % interval
   * @param behind the reference technique minus this one; 0 without a reference
   * @param behindLow of its 95 % interval, by the same resamples
   */
  public record Macro(
      String method,
      int k,
      boolean total,
      double accuracy,
      double spread,
      double low,
      double high,
      double behind,
      double behindLow,
      double behindHigh) {

    public Shots shots() {
      return new Shots(k, total);
    }
  }

  /**
   * @param reference technique that the others are paired with
   */
  public static CompareReport of(List<Cell> cells, String reference) {
    List<Row> rows = new ArrayList<>();
    List<String> methods = cells.stream().map(Cell::method).distinct().toList();
    List<Macro> macro = new ArrayList<>();
    for (Shots shots : cells.stream().map(Cell::shots).distinct().sorted(ORDER).toList()) {
      List<Row> referenceRows = rows(cells, reference, shots);
      for (String method : methods) {
        List<Row> own = rows(cells, method, shots);
        rows.addAll(own);
        if (!own.isEmpty()) {
          macro.add(macro(method, shots, own, referenceRows));
        }
      }
    }
    return new CompareReport(rows, macro);
  }

  /** The rows that a macro average is over. */
  public List<Row> rowsOf(Macro macro) {
    return rows.stream()
        .filter(row -> row.method().equals(macro.method()) && row.shots().equals(macro.shots()))
        .toList();
  }

  private static List<Row> rows(List<Cell> cells, String method, Shots shots) {
    List<Cell> own =
        cells.stream()
            .filter(cell -> cell.method().equals(method) && cell.shots().equals(shots))
            .toList();
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
              shots.count(),
              shots.total(),
              task,
              draws.get(0).examples(),
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
  private static Macro macro(String method, Shots shots, List<Row> own, List<Row> reference) {
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
        method,
        shots.count(),
        shots.total(),
        mean,
        spread(own),
        accuracies[low],
        accuracies[high],
        behind,
        behinds[low],
        behinds[high]);
  }

  private static double spread(List<Row> rows) {
    int draws = rows.stream().mapToInt(row -> row.accuracy().size()).min().orElse(0);
    if (draws < 2) {
      return 0;
    }
    double[] means = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      for (Row row : rows) {
        means[draw] += row.accuracy().get(draw) / rows.size();
      }
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    return Math.sqrt(squares / (draws - 1));
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
