package io.mptstreams.trainer.examples;

import io.mptstreams.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls and hands records on in the order of their partitions. What cannot be read while no
 * registry answers is polled again, with all that came behind it: nothing is passed over, and the
 * trainer waits for the registry instead of ending. Belongs to the polling thread.
 */
final class RecordIntake {

  private static final Logger log = LoggerFactory.getLogger(RecordIntake.class);

  private final Consumer<String, byte[]> consumer;
  private final Taker taker;
  private Optional<RegistryUnavailableException> unanswered = Optional.empty();

  RecordIntake(Consumer<String, byte[]> consumer, Taker taker) {
    this.consumer = consumer;
    this.taker = taker;
  }

  /** Takes a record in, or throws {@link RegistryUnavailableException} before it does anything. */
  @FunctionalInterface
  interface Taker {
    void take(ConsumerRecord<String, byte[]> record);
  }

  /**
   * One poll.
   *
   * @return how many were taken
   */
  int poll(Duration wait) {
    ConsumerRecords<String, byte[]> polled = consumer.poll(wait);
    int taken = 0;
    if (!polled.isEmpty()) {
      unanswered = Optional.empty();
    }
    for (TopicPartition partition : polled.partitions()) {
      for (ConsumerRecord<String, byte[]> record : polled.records(partition)) {
        if (unanswered.isEmpty()) {
          unanswered = take(record);
        }
        if (unanswered.isPresent()) {
          consumer.seek(partition, record.offset());
          break;
        }
        taken++;
      }
    }
    return taken;
  }

  /** Why the last poll that brought something left records behind, if it did. */
  Optional<RegistryUnavailableException> unanswered() {
    return unanswered;
  }

  /** What kept it from being taken. */
  private Optional<RegistryUnavailableException> take(ConsumerRecord<String, byte[]> record) {
    try {
      taker.take(record);
      return Optional.empty();
    } catch (RegistryUnavailableException e) {
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("cause", e.getMessage())
          .log("a record waits for the schema registry");
      return Optional.of(e);
    }
  }
}
