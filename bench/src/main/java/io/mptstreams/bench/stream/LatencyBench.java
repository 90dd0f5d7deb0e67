package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.Quantiles;
import io.mptstreams.bench.stream.StreamBenchReport.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** From when an event was due at its producer until a reader of committed predictions has it. */
final class LatencyBench {

  private static final String PREFIX = "paced-";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What runs a few times a second, such as transactions, takes this long to be compiled. */
  private static final double WARM_UP_SECONDS = 30;

  private final PacedLoad load;
  private final int tasks;
  private final double seconds;

  LatencyBench(PacedLoad load, int tasks, double seconds) {
    this.load = load;
    this.tasks = tasks;
    this.seconds = seconds;
  }

  /**
   * Measures.
   *
   * @param boundMillis what the p99 is compared with
   */
  Check measure(double boundMillis, List<Row> rows) {
    List<Double> millis = new ArrayList<>();
    Lane lane = load.lane();
    try (KafkaConsumer<byte[], byte[]> predictions = lane.tail(lane.topics().predictions());
        PacedLoad.Running running = load.start(PREFIX, i -> ModelBench.name(i % tasks))) {
      long warm = running.dueAt(0) + (long) (WARM_UP_SECONDS * 1e9);
      long end = warm + (long) (seconds * 1e9);
      int seen = 0;
      while (System.nanoTime() < end) {
        seen += read(predictions, running, warm, millis);
      }
      int sent = running.finish();
      long patience = System.nanoTime() + PATIENCE.toNanos();
      while (seen < sent && System.nanoTime() < patience) {
        seen += read(predictions, running, warm, millis);
      }
      if (seen != sent) {
        throw new IllegalStateException(seen + " predictions of " + sent + " events");
      }
    }
    double p99 = Quantiles.of(millis, 0.99);
    rows.add(Row.of("latency_p50", "ms", Quantiles.of(millis, 0.5)));
    rows.add(Row.of("latency_p99", "ms", p99));
    rows.add(Row.of("latency_bound_3_batches_and_commit_interval", "ms", boundMillis));
    return Check.atMost("latency_p99_vs_bound", p99 / boundMillis, 1);
  }

  private static int read(
      KafkaConsumer<byte[], byte[]> predictions,
      PacedLoad.Running running,
      long warm,
      List<Double> millis) {
    int seen = 0;
    for (ConsumerRecord<byte[], byte[]> record : predictions.poll(POLL)) {
      long now = System.nanoTime();
      String id = new String(record.key(), StandardCharsets.UTF_8);
      if (id.startsWith(PREFIX)) {
        seen++;
        long due = running.dueAt(Integer.parseInt(id.substring(PREFIX.length())));
        if (due >= warm) {
          millis.add((now - due) / 1e6);
        }
      }
    }
    return seen;
  }
}
