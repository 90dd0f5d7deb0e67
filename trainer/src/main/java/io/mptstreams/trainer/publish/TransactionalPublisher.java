package io.mptstreams.trainer.publish;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.trainer.learn.KeptVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction a decision. Belongs to the polling thread. */
public final class TransactionalPublisher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TransactionalPublisher.class);

  private final Supplier<Producer<String, byte[]>> producers;
  private final String ledgerTopic;
  private final String updateTopic;
  private final Serializer<LedgerEntry> ledgerSerializer;
  private final Serializer<TaskUpdate> updateSerializer;
  private Producer<String, byte[]> producer;

  /**
   * @param producers make transactional ones of one transactional id; closed with this
   */
  public TransactionalPublisher(
      Supplier<Producer<String, byte[]>> producers, Topics topics, AvroSerdes serdes) {
    this.producers = producers;
    this.producer = producers.get();
    this.ledgerTopic = topics.ledger().name();
    this.updateTopic = topics.taskUpdates().name();
    this.ledgerSerializer = serdes.of(topics.ledger()).serializer();
    this.updateSerializer = serdes.of(topics.taskUpdates()).serializer();
  }

  /** Fences an earlier trainer of the same name and aborts what it left open. */
  public void start() {
    producer.initTransactions();
  }

  /**
   * Publishes all or nothing.
   *
   * @return VOID if the group has moved on, no registry answered, or the broker had forgotten this
   *     trainer
   * @throws KafkaException if this producer cannot go on, because it was fenced or the broker did
   *     not answer; what is decided must then be read from the topics anew
   */
  public Publication publish(
      List<LedgerEntry> entries,
      Optional<TaskUpdate> update,
      List<KeptVersion> kept,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    try {
      for (LedgerEntry entry : entries) {
        producer.send(
            new ProducerRecord<>(
                ledgerTopic, entry.task(), ledgerSerializer.serialize(ledgerTopic, entry)));
      }
      update.ifPresent(
          u ->
              producer.send(
                  new ProducerRecord<>(
                      updateTopic, u.task(), updateSerializer.serialize(updateTopic, u))));
      for (KeptVersion version : kept) {
        producer.send(
            new ProducerRecord<>(
                updateTopic,
                version.key(),
                version
                    .numbers()
                    .map(u -> updateSerializer.serialize(updateTopic, u))
                    .orElse(null)));
      }
      producer.sendOffsetsToTransaction(offsets, group);
      producer.commitTransaction();
      return Publication.DONE;
    } catch (CommitFailedException | RebalanceInProgressException e) {
      producer.abortTransaction();
      log.atWarn()
          .addKeyValue("task", entries.get(0).task())
          .addKeyValue("cause", e.toString())
          .log("a decision was not published and is void");
      return Publication.VOID;
    } catch (RegistryUnavailableException e) {
      producer.abortTransaction();
      log.atWarn()
          .addKeyValue("task", entries.get(0).task())
          .addKeyValue("cause", e.getMessage())
          .log("a decision cannot be written while no registry answers, and is void");
      return Publication.VOID;
    } catch (KafkaException e) {
      if (has(e, InvalidPidMappingException.class)) {
        reopen();
        return Publication.VOID;
      }
      if (!has(e, RecordTooLargeException.class)) {
        throw e;
      }
      producer.abortTransaction();
      log.atWarn()
          .addKeyValue("task", entries.get(0).task())
          .addKeyValue("cause", e.toString())
          .log("a decision is larger than its topic takes");
      return Publication.TOO_LARGE;
    }
  }

  /**
   * A broker forgets a transactional id that was not used for a week, and with it no transaction.
   */
  private void reopen() {
    log.atInfo().log("the broker has forgotten this trainer's transactional id, which begins anew");
    producer.close(Duration.ZERO);
    producer = producers.get();
    start();
  }

  private static boolean has(KafkaException error, Class<? extends KafkaException> kind) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    producer.close();
  }
}
