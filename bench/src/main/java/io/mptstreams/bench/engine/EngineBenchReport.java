package io.mptstreams.bench.engine;

import io.mptstreams.bench.Check;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was measured.
 *
 * @param conditions one line on machine, threads and clock
 * @param rows every single measurement
 * @param checks the named figures
 */
public record EngineBenchReport(String conditions, List<Row> rows, List<Check> checks) {

  public EngineBenchReport {
    rows = List.copyOf(rows);
    checks = List.copyOf(checks);
  }

  /**
   * One shape.
   *
   * @param what such as forward_float32
   * @param shape such as 8x32+20: texts x tokens + prompt
   * @param millis of ours
   * @param peerMillis of what it is compared with, where that was measured
   */
  public record Row(String what, String shape, double millis, OptionalDouble peerMillis) {

    /** Above 1 ours is faster; NaN without a peer. */
    public double ratio() {
      return peerMillis.orElse(Double.NaN) / millis;
    }
  }
}
