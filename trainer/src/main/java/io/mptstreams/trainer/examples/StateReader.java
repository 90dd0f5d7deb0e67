package io.mptstreams.trainer.examples;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.service.PromptRecords;
import io.mptstreams.trainer.learn.TrainerCore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds tasks, shared prompts, updates and the ledger to the core: from the beginning to the end
 * first, and on from there. Belongs to the polling thread.
 */
public final class StateReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StateReader.class);

  private final Consumer<String, byte[]> consumer;
  private final RecordIntake intake;
  private final Admin admin;
  private final TrainerCore core;
  private final String backboneDigest;
  private final RecordReader<TaskDefinition> tasks;
  private final RecordReader<SharedPromptRecord> prompts;
  private final RecordReader<TaskUpdate> updates;
  private final RecordReader<LedgerEntry> ledger;

  /**
   * @param consumer read_committed and without a group; closed with this
   * @param admin closed with this
   */
  public StateReader(
      Consumer<String, byte[]> consumer,
      Admin admin,
      Topics topics,
      AvroSerdes serdes,
      TrainerCore core,
      String backboneDigest,
      BiConsumer<String, String> rejected) {
    this.consumer = consumer;
    this.intake = new RecordIntake(consumer, this::apply);
    this.admin = admin;
    this.core = core;
    this.backboneDigest = backboneDigest;
    this.tasks = new RecordReader<>(topics.tasks(), serdes, rejected);
    this.prompts = new RecordReader<>(topics.sharedPrompts(), serdes, rejected);
    this.updates = new RecordReader<>(topics.taskUpdates(), serdes, rejected);
    this.ledger = new RecordReader<>(topics.ledger(), serdes, rejected);
  }

  /**
   * Takes all partitions, from their beginnings.
   *
   * @throws UnknownTopicOrPartitionException if there is no such topic
   */
  public void start() {
    List<TopicPartition> partitions =
        List.of(tasks.topic(), prompts.topic(), updates.topic(), ledger.topic()).stream()
            .flatMap(topic -> partitions(consumer, topic).stream())
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All of a topic, which has to be there: the consumer would wait for it without a word. */
  static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found.isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "there is no topic " + topic + "; ./mpt topics apply makes it");
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /**
   * Reads until everything that any producer has written by now was seen or was aborted. The end is
   * the log's, not the last stable offset's: behind another trainer's open transaction there may be
   * a version of a task that is being taken over.
   *
   * @throws RegistryUnavailableException if it takes longer because no registry answers
   * @throws TimeoutException if it takes longer otherwise
   */
  public void catchUp(Duration timeout) {
    Map<TopicPartition, Long> ends = logEnds();
    Instant deadline = Instant.now().plus(timeout);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      if (Instant.now().isAfter(deadline)) {
        throw overdue(ends, timeout);
      }
      poll(Duration.ofMillis(100));
    }
  }

  private KafkaException overdue(Map<TopicPartition, Long> ends, Duration timeout) {
    return intake
        .unanswered()
        .<KafkaException>map(
            e ->
                new RegistryUnavailableException(
                    e.getMessage() + ", not within " + timeout.toSeconds() + " s", e))
        .orElseGet(
            () -> new TimeoutException("did not reach the ends of " + ends + " within " + timeout));
  }

  /** Ends a wait in {@link #poll} or {@link #catchUp}; the one method for other threads. */
  public void wakeup() {
    consumer.wakeup();
  }

  /** Takes in what has come. */
  public void poll(Duration wait) {
    intake.poll(wait);
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(tasks.topic())) {
      if (record.value() == null) {
        core.remove(record.key());
      }
      tasks.read(record).ifPresent(core::define);
    } else if (record.topic().equals(prompts.topic())) {
      prompts.read(record).flatMap(this::usable).ifPresent(core::add);
    } else if (record.topic().equals(updates.topic())) {
      if (record.value() == null && record.key().indexOf('@') < 0) {
        core.withdraw(record.key());
      }
      updates
          .read(record)
          .filter(update -> update.backboneDigest().equals(backboneDigest))
          .ifPresent(update -> add(record.key(), update));
    } else {
      ledger.read(record).ifPresent(core::add);
    }
  }

  private void add(String key, TaskUpdate update) {
    if (key.equals(update.task())) {
      core.add(update);
    } else {
      core.keep(update);
    }
  }

  private Optional<SharedPrompt> usable(SharedPromptRecord r) {
    if (!r.backboneDigest().equals(backboneDigest)) {
      return Optional.empty();
    }
    try {
      return Optional.of(PromptRecords.prompt(r));
    } catch (InvalidParametersException e) {
      log.atWarn()
          .addKeyValue("version", r.version())
          .addKeyValue("problem", e.problem())
          .addKeyValue("cause", e.getMessage())
          .log("passed over a shared prompt");
      return Optional.empty();
    }
  }

  private Map<TopicPartition, Long> logEnds() {
    Map<TopicPartition, OffsetSpec> wanted =
        consumer.assignment().stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    try {
      return admin
          .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking for the ends of the state topics", e);
    } catch (ExecutionException e) {
      throw new KafkaException("cannot ask for the ends of the state topics", e.getCause());
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
