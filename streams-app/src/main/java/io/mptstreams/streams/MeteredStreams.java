package io.mptstreams.streams;

import io.mptstreams.streams.metrics.OneStoreTag;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Kafka Streams with its metrics named as Prometheus takes them. It logs under this class's name,
 * which is set to the level of Kafka's own where logging is configured.
 */
final class MeteredStreams extends KafkaStreams {

  MeteredStreams(Topology topology, Properties config) {
    super(topology, config);
  }

  @Override
  public Map<MetricName, Metric> metrics() {
    return OneStoreTag.rename(super.metrics());
  }
}
