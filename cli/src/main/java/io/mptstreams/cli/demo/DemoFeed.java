package io.mptstreams.cli.demo;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.topic.RawTopic;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Everything that comes back: predictions, dead letters, updates and the ledger, by one consumer
 * that sees only what was committed. Belongs to the demo's thread.
 */
final class DemoFeed implements AutoCloseable {

  /** Who is told, in the order in which things are seen. */
  interface Listener {
    void predicted(Prediction prediction, long seenAtNanos);

    /** An event became a dead letter: no prediction of it will come. */
    void refused(String eventId, ErrorCode code, String why);

    void published(TaskUpdate update, long atEpochMillis);

    void recorded(LedgerEntry entry);
  }

  private final Consumer<String, byte[]> consumer;
  private final Topic<Prediction> predictions;
  private final RawTopic deadLetters;
  private final String events;
  private final Topic<TaskUpdate> updates;
  private final Topic<LedgerEntry> ledger;
  private final Deserializer<Prediction> predictionReader;
  private final Deserializer<TaskUpdate> updateReader;
  private final Deserializer<LedgerEntry> ledgerReader;

  DemoFeed(Cluster cluster) {
    predictions = cluster.topics().predictions();
    deadLetters = cluster.topics().deadLetters();
    events = cluster.topics().sharedEvents().name();
    updates = cluster.topics().taskUpdates();
    ledger = cluster.topics().ledger();
    predictionReader = cluster.serdes().of(predictions).deserializer();
    updateReader = cluster.serdes().of(updates).deserializer();
    ledgerReader = cluster.serdes().of(ledger).deserializer();
    consumer = cluster.rawConsumer();
    List<TopicPartition> partitions =
        Stream.of(predictions, deadLetters, updates, ledger)
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
      } else if (record.topic().equals(deadLetters.name())) {
        refused(record, listener);
      } else if (record.topic().equals(updates.name()) && record.value() != null) {
        listener.published(
            updateReader.deserialize(record.topic(), record.value()), record.timestamp());
      } else if (record.topic().equals(ledger.name())) {
        listener.recorded(ledgerReader.deserialize(record.topic(), record.value()));
      }
    }
  }

  /** Feedback is refused too, under its event's id. */
  private void refused(ConsumerRecord<String, byte[]> letter, Listener listener) {
    if (letter.key() != null && header(letter, DeadLetterHeaders.TOPIC).equals(events)) {
      listener.refused(
          letter.key(),
          ErrorCode.valueOf(header(letter, DeadLetterHeaders.CODE)),
          header(letter, DeadLetterHeaders.MESSAGE));
    }
  }

  private static String header(ConsumerRecord<?, ?> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
