package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's topic, by a producer of its own: a global processor has no output, and a verdict
 * must not hang on the transaction of whatever event is scored meanwhile.
 */
public final class KafkaLedger implements Ledger, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaLedger.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<String, LedgerEntry> producer;
  private final String topic;
  private final ScorerMetrics metrics;

  /**
   * @param clientConfig Kafka's own keys; bootstrap servers and security
   */
  public KafkaLedger(
      Map<String, String> clientConfig,
      Topic<LedgerEntry> topic,
      Serializer<LedgerEntry> serializer,
      ScorerMetrics metrics) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    this.producer = new KafkaProducer<>(config, new StringSerializer(), serializer);
    this.topic = topic.name();
    this.metrics = metrics;
  }

  @Override
  public void record(LedgerEntry entry) {
    try {
      producer.send(
          new ProducerRecord<>(topic, entry.task(), entry),
          (metadata, error) -> {
            if (error != null) {
              failed(entry, error);
            }
          });
    } catch (RuntimeException e) {
      failed(entry, e);
    }
  }

  private void failed(LedgerEntry entry, Exception error) {
    metrics.count(ScorerMeter.LEDGER_FAILURES);
    log.atWarn()
        .addKeyValue("task", entry.task())
        .addKeyValue("kind", entry.kind())
        .setCause(error)
        .log("could not write to the ledger");
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
