package io.mptstreams.streams.score;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's way into {@code poll()}: made by the consumer, one a stream thread, it finds the {@link
 * PollPrefetch} in the consumer's configuration.
 */
public final class PrefetchInterceptor implements ConsumerInterceptor<byte[], byte[]> {

  /** The configuration key, without Streams' prefix for the main consumer. */
  public static final String PREFETCH = "mpt.prefetch";

  private PollPrefetch prefetch;

  @Override
  public void configure(Map<String, ?> configs) {
    prefetch = (PollPrefetch) configs.get(PREFETCH);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    prefetch.polled(records);
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Offsets are Streams' business.
  }

  @Override
  public void close() {
    // The prefetch belongs to the program.
  }
}
