package io.mptstreams.cli.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

/** A consumer that is closed as {@link OrderlyClose} has it. */
final class OrderlyConsumer<K, V> extends KafkaConsumer<K, V> {

  OrderlyConsumer(Map<String, Object> config, Deserializer<K> keys, Deserializer<V> values) {
    super(config, keys, values);
  }

  @Override
  public void close() {
    OrderlyClose.run(super::close);
  }
}
