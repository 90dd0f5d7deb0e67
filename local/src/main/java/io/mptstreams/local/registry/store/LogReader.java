package io.mptstreams.local.registry.store;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log on a thread of its own and applies committed records to the state. Others wait
 * for it to reach an offset.
 */
final class LogReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final RegistryState state;
  private final LogRecords records;
  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final Object progress = new Object();
  private long position;
  private RuntimeException failure;

  LogReader(SchemaLogSettings settings, RegistryState state, LogRecords records) {
    this.state = state;
    this.records = records;
    this.partition = new TopicPartition(settings.topic(), 0);
    this.consumer =
        new KafkaConsumer<>(
            settings.clientConfig(
                Map.of(
                    "isolation.level", "read_committed",
                    "enable.auto.commit", "false",
                    "auto.offset.reset", "earliest")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.thread = new Thread(this::follow, "schema-log-reader");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Waits until everything before the offset is in the state.
   *
   * @throws StoreException when it takes longer, or the reader has died
   */
  void awaitPosition(long offset, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (progress) {
      while (position < offset) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (failure != null || left <= 0) {
          throw new StoreException(
              "the log was read to offset %d of %d".formatted(position, offset), failure);
        }
        try {
          progress.wait(left);
        } catch (InterruptedException e) {
          throw SchemaTopic.interrupted(e);
        }
      }
    }
  }

  private void follow() {
    try (consumer) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (true) {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        batch.forEach(this::apply);
        // Counts the markers of transactions too, which are never delivered as records.
        report(consumer.position(partition), null);
      }
    } catch (WakeupException e) {
      LOG.atDebug().log("the log's reader was asked to stop");
      report(-1, e);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the log's reader died; the registry answers no more writes");
      report(-1, e);
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      records.read(record).ifPresent(state::apply);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .setCause(e)
          .log("skipped a record that is not the registry's");
    }
  }

  private void report(long reached, RuntimeException died) {
    synchronized (progress) {
      position = Math.max(position, reached);
      failure = died;
      progress.notifyAll();
    }
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      throw SchemaTopic.interrupted(e);
    }
  }
}
