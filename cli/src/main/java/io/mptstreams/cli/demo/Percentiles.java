package io.mptstreams.cli.demo;

/** Milliseconds, rounded to a tenth. */
record Percentiles(double p50, double p99) {

  Percentiles {
    p50 = Math.round(p50 * 10) / 10.0;
    p99 = Math.round(p99 * 10) / 10.0;
  }
}
