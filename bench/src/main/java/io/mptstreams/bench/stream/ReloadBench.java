package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.Quantiles;
import io.mptstreams.bench.stream.StreamBenchReport.Row;
import io.mptstreams.engine.prompt.SharedPrompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * From sending an update until the first answer of the engine that was made with it, under a load
 * of events for that task.
 */
final class ReloadBench {

  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lane lane;
  private final PacedLoad load;
  private final WatchedEngine engine;
  private final SharedPrompt prompt;
  private final int updates;

  ReloadBench(
      Lane lane, PacedLoad load, WatchedEngine engine, SharedPrompt prompt, double seconds) {
    this.lane = lane;
    this.load = load;
    this.engine = engine;
    this.prompt = prompt;
    this.updates = Math.max(5, (int) (seconds * 1000 / BETWEEN.toMillis()));
  }

  Check measure(List<Row> rows) {
    String task = ModelBench.name(0);
    long[] published = new long[updates];
    try (PacedLoad.Running running = load.start("reload-", i -> task);
        KafkaProducer<byte[], byte[]> producer = lane.producer(Map.of("linger.ms", "0"))) {
      for (int i = 0; i < updates; i++) {
        running.await(WARM_UP.plus(BETWEEN.multipliedBy(i)));
        var update =
            lane.record(lane.topics().taskUpdates(), task, Updates.update(prompt, task, 2 + i));
        published[i] = System.nanoTime();
        var unused = producer.send(update);
      }
      Duration last = WARM_UP.plus(BETWEEN.multipliedBy(updates)).plus(PATIENCE);
      long patience = running.dueAt(0) + last.toNanos();
      while (!engine.firstUse(task).containsKey(1L + updates) && System.nanoTime() < patience) {
        running.await(Duration.ofNanos(System.nanoTime() - running.dueAt(0)).plusMillis(10));
      }
    }
    List<Double> millis = new ArrayList<>();
    long firstUse = Long.MAX_VALUE;
    // An update that the next one overtook was in use no later than that one.
    for (int i = updates - 1; i >= 0; i--) {
      Long used = engine.firstUse(task).get(2L + i);
      firstUse = used == null ? firstUse : Math.min(firstUse, used);
      if (firstUse == Long.MAX_VALUE) {
        throw new IllegalStateException("version " + (2 + i) + " never answered");
      }
      millis.add((firstUse - published[i]) / 1e6);
    }
    double p99 = Quantiles.of(millis, 0.99);
    rows.add(Row.of("reload_p50", "ms", Quantiles.of(millis, 0.5)));
    rows.add(Row.of("reload_updates", "count", updates));
    return Check.atMost("reload_p99_ms", p99, 250);
  }
}
