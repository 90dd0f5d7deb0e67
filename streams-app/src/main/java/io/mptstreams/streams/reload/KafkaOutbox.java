package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a scorer writes beside its stream, by a producer of its own: a global processor has no
 * output, and a verdict must not hang on the transaction of whatever event is scored meanwhile.
 */
public final class KafkaOutbox implements Ledger, VersionKeeper, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaOutbox.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<String, byte[]> producer;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final ScorerMetrics metrics;

  /**
   * @param clientConfig Kafka's own keys; bootstrap servers and security
   * @param serdes belong to the caller
   */
  public KafkaOutbox(
      Map<String, String> clientConfig, Topics topics, AvroSerdes serdes, ScorerMetrics metrics) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "4194304");
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    this.topics = topics;
    this.serdes = serdes;
    this.metrics = metrics;
  }

  @Override
  public void record(LedgerEntry entry) {
    send(topics.ledger(), entry.task(), entry);
  }

  @Override
  public void keep(TaskUpdate update) {
    send(topics.taskUpdates(), update.task() + "@" + update.version(), update);
  }

  private <V> void send(Topic<V> topic, String key, V value) {
    try {
      byte[] bytes = serdes.of(topic).serializer().serialize(topic.name(), value);
      producer.send(
          new ProducerRecord<>(topic.name(), key, bytes),
          (metadata, error) -> {
            if (error != null) {
              failed(topic, key, error);
            }
          });
    } catch (RuntimeException e) {
      failed(topic, key, e);
    }
  }

  private void failed(Topic<?> topic, String key, Exception error) {
    metrics.count(ScorerMeter.LEDGER_FAILURES);
    log.atWarn()
        .addKeyValue("topic", topic.name())
        .addKeyValue("key", key)
        .setCause(error)
        .log("could not write beside the stream");
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
