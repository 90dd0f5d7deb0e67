package io.mptstreams.streams.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Kafka Streams names a store by another tag for each kind of store, and Prometheus takes one set
 * of tags a name: all become {@code store}. They are renamed before Micrometer sees them and not by
 * a filter of its registry: by the tags that it saw it knows again what it has registered, and
 * takes out what is gone.
 */
public final class OneStoreTag {

  private static final String STORE = "store";
  private static final String KINDS = "-state-id";

  private OneStoreTag() {}

  /**
   * The metrics of this moment under their new names.
   *
   * @param live a view of the stream's metrics, which later values are read from
   */
  public static Map<MetricName, Metric> rename(Map<MetricName, ? extends Metric> live) {
    Map<MetricName, Metric> renamed = new HashMap<>();
    live.forEach(
        (name, metric) -> {
          if (name.tags().keySet().stream().anyMatch(tag -> tag.endsWith(KINDS))) {
            MetricName other = rename(name);
            renamed.put(other, new Renamed(other, name, live));
          } else {
            renamed.put(name, metric);
          }
        });
    return renamed;
  }

  private static MetricName rename(MetricName name) {
    Map<String, String> tags = new LinkedHashMap<>();
    name.tags().forEach((tag, value) -> tags.put(tag.endsWith(KINDS) ? STORE : tag, value));
    return new MetricName(name.name(), name.group(), name.description(), tags);
  }

  private record Renamed(
      MetricName metricName, MetricName before, Map<MetricName, ? extends Metric> live)
      implements Metric {

    @Override
    public Object metricValue() {
      Metric metric = live.get(before);
      return metric == null ? Double.NaN : metric.metricValue();
    }
  }
}
