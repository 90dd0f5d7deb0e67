package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.Quantiles;
import java.util.List;

/**
 * What was measured.
 *
 * @param conditions one line on machine and broker
 * @param rows every single measurement
 * @param checks the named figures
 */
public record StreamBenchReport(String conditions, List<Row> rows, List<Check> checks) {

  public StreamBenchReport {
    rows = List.copyOf(rows);
    checks = List.copyOf(checks);
  }

  /**
   * One measurement.
   *
   * @param unit such as events/s
   * @param value the median of the rounds
   * @param rounds every round, in order
   */
  public record Row(String what, String unit, double value, List<Double> rounds) {

    static Row of(String what, String unit, List<Double> rounds) {
      return new Row(what, unit, Quantiles.of(rounds, 0.5), List.copyOf(rounds));
    }

    static Row of(String what, String unit, double value) {
      return new Row(what, unit, value, List.of(value));
    }
  }
}
