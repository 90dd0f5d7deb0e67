package io.mptstreams.trainer.examples;

import io.mptstreams.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls and hands records on in the order of their partitions. What cannot be read while no
 * registry answers is polled again, with all that came behind it: nothing is passed over, and the
 * trainer waits for the registry instead of ending.
 */
final class RecordIntake {

  private static final Logger log = LoggerFactory.getLogger(RecordIntake.class);

  private RecordIntake() {}

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
  static int poll(Consumer<String, byte[]> consumer, Duration wait, Taker taker) {
    ConsumerRecords<String, byte[]> polled = consumer.poll(wait);
    int taken = 0;
    boolean answered = true;
    for (TopicPartition partition : polled.partitions()) {
      for (ConsumerRecord<String, byte[]> record : polled.records(partition)) {
        answered = answered && taken(record, taker);
        if (!answered) {
          consumer.seek(partition, record.offset());
          break;
        }
        taken++;
      }
    }
    return taken;
  }

  private static boolean taken(ConsumerRecord<String, byte[]> record, Taker taker) {
    try {
      taker.take(record);
      return true;
    } catch (RegistryUnavailableException e) {
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("cause", e.getMessage())
          .log("a record cannot be read yet and is tried again");
      return false;
    }
  }
}
