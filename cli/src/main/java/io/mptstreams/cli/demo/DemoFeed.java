package io.mptstreams.cli.demo;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Everything that comes back: predictions, updates and the ledger, by one consumer that sees only
 * what was committed. Belongs to the demo's thread.
 */
final class DemoFeed implements AutoCloseable {

  /** Who is told, in the order in which things are seen. */
  interface Listener {
    void predicted(Prediction prediction, long seenAtNanos);

    void published(TaskUpdate update, long atEpochMillis);

    void recorded(LedgerEntry entry);
  }

  private final Consumer<String, byte[]> consumer;
  private final Topic<Prediction> predictions;
  private final Topic<TaskUpdate> updates;
  private final Topic<LedgerEntry> ledger;
  private final Deserializer<Prediction> predictionReader;
  private final Deserializer<TaskUpdate> updateReader;
  private final Deserializer<LedgerEntry> ledgerReader;

  DemoFeed(Cluster cluster) {
    predictions = cluster.topics().predictions();
    updates = cluster.topics().taskUpdates();
    ledger = cluster.topics().ledger();
    predictionReader = cluster.serdes().of(predictions).deserializer();
    updateReader = cluster.serdes().of(updates).deserializer();
    ledgerReader = cluster.serdes().of(ledger).deserializer();
    consumer = cluster.rawConsumer();
    List<TopicPartition> partitions =
        Stream.of(predictions, updates, ledger)
            .flatMap(topic -> TopicContents.partitions(consumer, topic).stream())
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits up to a time for something, and tells the listener. */
  void poll(Duration patience, Listener listener) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
      long now = System.nanoTime();
      if (record.topic().equals(predictions.name())) {
        listener.predicted(predictionReader.deserialize(record.topic(), record.value()), now);
      } else if (record.topic().equals(updates.name()) && record.value() != null) {
        listener.published(
            updateReader.deserialize(record.topic(), record.value()), record.timestamp());
      } else if (record.topic().equals(ledger.name())) {
        listener.recorded(ledgerReader.deserialize(record.topic(), record.value()));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
