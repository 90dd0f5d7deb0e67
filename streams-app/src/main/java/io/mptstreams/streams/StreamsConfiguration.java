package io.mptstreams.streams;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.globalConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.score.PollPrefetch;
import io.mptstreams.streams.score.PrefetchInterceptor;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The scorer's settings in Kafka's names. What a user sets under {@code kafka.} wins over the
 * program's defaults, but not over what its guarantees rest on.
 */
final class StreamsConfiguration {

  /** What is refused must fit into a request, and into a topic, with the reason beside it. */
  private static final String LARGEST_RECORD = Integer.toString(Topics.LARGEST_RECORD);

  /**
   * A broker that learns of a transaction's partitions by their first batches asks the coordinator
   * before it takes them; a second request that arrives meanwhile overtakes the first, is refused
   * as out of order, and both are sent again after a pause. So with transactions one request at a
   * time, and larger ones.
   */
  private static final String LARGE_BATCH = "131072";

  /** The task bank comes from one partition a topic, all at once. */
  private static final String LARGE_FETCH = "16777216";

  private StreamsConfiguration() {}

  static Properties of(
      ScorerSettings settings, String clusterId, short replication, PollPrefetch prefetch) {
    StreamSettings stream = settings.stream();
    Properties config = new Properties();
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, Short.toString(replication));
    config.put(
        mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        Integer.toString(stream.maxPollRecords()));
    config.put(
        consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        Long.toString(stream.sessionTimeout().toMillis()));
    config.put(
        consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        Long.toString(Math.max(1, stream.sessionTimeout().toMillis() / 4)));
    config.put(
        mainConsumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG),
        Long.toString(stream.metadataMaxAge().toMillis()));
    config.put(mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(globalConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), LARGE_FETCH);
    config.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "5");
    config.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), LARGE_BATCH);
    if (stream.exactlyOnce()) {
      config.put(producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), "1");
    }
    config.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    config.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
    config.put(topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_RECORD);
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
    // The join takes events and feedback in any order, so neither has to wait for the other.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "-1");

    config.putAll(settings.kafka());

    config.put(StreamsConfig.APPLICATION_ID_CONFIG, stream.applicationId());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, stream.guarantee());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(stream.threads()));
    config.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Long.toString(stream.commitInterval().toMillis()));
    // Offsets of one cluster mean something else on another, and its stores do not belong there.
    config.put(StreamsConfig.STATE_DIR_CONFIG, stream.stateDir().resolve(clusterId).toString());
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    config.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordOrWallClockTime.class);
    // What a producer took back is no event and no version, whatever the scorer's own guarantee.
    config.put(mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    config.put(globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    config.put(
        mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        PrefetchInterceptor.class.getName());
    config.put(mainConsumerPrefix(PrefetchInterceptor.PREFETCH), prefetch);
    if (stream.exactlyOnce()) {
      config.put(
          producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
          Integer.toString(Math.toIntExact(stream.transactionTimeout().toMillis())));
    }
    stream
        .instanceId()
        .ifPresent(id -> config.put(consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
    return config;
  }
}
