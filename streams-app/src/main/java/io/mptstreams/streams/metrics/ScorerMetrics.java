package io.mptstreams.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The meters of {@link ScorerMeter} on one registry. Safe for any number of threads. */
public final class ScorerMetrics {

  private final MeterRegistry registry;
  private final Map<ScorerMeter, Map<String, Counter>> counters = new EnumMap<>(ScorerMeter.class);
  private final Map<ScorerMeter, Timer> timers = new EnumMap<>(ScorerMeter.class);

  public ScorerMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (ScorerMeter meter : ScorerMeter.values()) {
      switch (meter.kind()) {
        case COUNTER -> counters.put(meter, new ConcurrentHashMap<>());
        case TIMER ->
            timers.put(
                meter,
                Timer.builder(meter.meterName())
                    .description(meter.help())
                    .publishPercentiles(0.5, 0.99)
                    .register(registry));
        case GAUGE -> {
          // registered with the value that it shows
        }
      }
    }
  }

  /** Adds one to a counter without a tag. */
  public void count(ScorerMeter meter) {
    add(meter, "", 1);
  }

  /** Adds one to a counter. */
  public void count(ScorerMeter meter, String tagValue) {
    add(meter, tagValue, 1);
  }

  /** Adds to a counter. */
  public void add(ScorerMeter meter, String tagValue, double amount) {
    counters.get(meter).computeIfAbsent(tagValue, value -> counter(meter, value)).increment(amount);
  }

  public void time(ScorerMeter meter, Duration duration) {
    timers.get(meter).record(duration);
  }

  /** Shows a value under a gauge's name; the supplier is called by whoever scrapes. */
  public void gauge(ScorerMeter meter, Supplier<Number> value) {
    Gauge.builder(meter.meterName(), value)
        .description(meter.help())
        .baseUnit(meter.unit())
        .strongReference(true)
        .register(registry);
  }

  /** A counter's value, over all its tags. */
  public double total(ScorerMeter meter) {
    return counters.get(meter).values().stream().mapToDouble(Counter::count).sum();
  }

  private Counter counter(ScorerMeter meter, String tagValue) {
    Counter.Builder builder =
        Counter.builder(meter.meterName()).description(meter.help()).baseUnit(meter.unit());
    return (meter.tag().isEmpty() ? builder : builder.tag(meter.tag(), tagValue))
        .register(registry);
  }
}
