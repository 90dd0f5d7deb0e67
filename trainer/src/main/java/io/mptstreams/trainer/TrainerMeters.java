package io.mptstreams.trainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.trainer.learn.LearningJob;
import java.util.concurrent.TimeUnit;

/** Counts what {@link TrainerMetric} lists. Any thread. */
final class TrainerMeters {

  private final MeterRegistry registry;

  TrainerMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void examples(int count) {
    counter(TrainerMetric.EXAMPLES).increment(count);
  }

  void rejected(String topic, String code) {
    counter(TrainerMetric.REJECTED, "topic", topic, "code", code).increment();
  }

  void decided(LedgerEntry entry) {
    counter(TrainerMetric.DECISIONS, "kind", entry.kind().name()).increment();
  }

  void looked(LearningJob job, long nanos) {
    Timer.builder(TrainerMetric.LOOKS.meter())
        .description(TrainerMetric.LOOKS.help())
        .tags("trigger", job.trigger().text())
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Counter counter(TrainerMetric metric, String... tags) {
    return Counter.builder(metric.meter())
        .description(metric.help())
        .baseUnit(metric.unit())
        .tags(tags)
        .register(registry);
  }
}
