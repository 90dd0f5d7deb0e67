package io.mptstreams.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class OneStoreTagTest {

  @Test
  void everyKindOfStoreIsTaggedAlike() {
    Map<MetricName, Metric> live = new HashMap<>();
    MetricName puts = name(Map.of("task-id", "0_1", "rocksdb-window-state-id", "events"));
    MetricName polls = name(Map.of("thread-id", "t"));
    live.put(puts, metric(puts, 3.0));
    live.put(polls, metric(polls, 5.0));

    Map<MetricName, Metric> renamed = OneStoreTag.rename(live);

    MetricName byStore = name(Map.of("task-id", "0_1", "store", "events"));
    assertThat(renamed).containsOnlyKeys(byStore, polls);
    assertThat(renamed.get(byStore).metricName()).isEqualTo(byStore);
    assertThat(renamed.get(byStore).metricValue()).isEqualTo(3.0);
    assertThat(renamed.get(polls)).isSameAs(live.get(polls));
  }

  @Test
  void aStoreThatCameBackShowsItsPresentValue() {
    Map<MetricName, Metric> live = new HashMap<>();
    MetricName puts = name(Map.of("in-memory-state-id", "events"));
    live.put(puts, metric(puts, 3.0));
    Metric renamed = OneStoreTag.rename(live).values().iterator().next();

    live.remove(puts);
    assertThat(renamed.metricValue()).isEqualTo(Double.NaN);
    live.put(puts, metric(puts, 4.0));
    assertThat(renamed.metricValue()).isEqualTo(4.0);
  }

  private static MetricName name(Map<String, String> tags) {
    return new MetricName("put-rate", "stream-state-metrics", "", tags);
  }

  private static Metric metric(MetricName name, double value) {
    return new Metric() {
      @Override
      public MetricName metricName() {
        return name;
      }

      @Override
      public Object metricValue() {
        return value;
      }
    };
  }
}
