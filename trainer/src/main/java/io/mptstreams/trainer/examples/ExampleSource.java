package io.mptstreams.trainer.examples;

import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.trainer.learn.TrainerCore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the examples of this trainer's partitions to the core, always from their beginning: the
 * core keeps no state of its own and folds it anew. Offsets are committed with the verdicts that
 * depend on them; they fence a trainer whose partitions have gone to another, and show the lag.
 *
 * <p>Belongs to the polling thread.
 */
public final class ExampleSource implements ConsumerRebalanceListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ExampleSource.class);
  private static final Duration STATE_TIMEOUT = Duration.ofMinutes(2);

  private final Consumer<String, byte[]> consumer;
  private final RecordIntake intake;
  private final RecordReader<Example> reader;
  private final TrainerCore core;
  private final StateReader state;
  private final Map<TopicPartition, Long> rebuildTo = new HashMap<>();

  /**
   * @param consumer read_committed, without automatic commits; closed with this
   */
  public ExampleSource(
      Consumer<String, byte[]> consumer,
      Topics topics,
      AvroSerdes serdes,
      TrainerCore core,
      StateReader state,
      BiConsumer<String, String> rejected) {
    this.consumer = consumer;
    this.intake = new RecordIntake(consumer, this::add);
    this.reader = new RecordReader<>(topics.examples(), serdes, rejected);
    this.core = core;
    this.state = state;
  }

  /**
   * Joins the group.
   *
   * @throws UnknownTopicOrPartitionException if there is no such topic
   */
  public void start() {
    StateReader.partitions(consumer, reader.topic());
    consumer.subscribe(List.of(reader.topic()), this);
  }

  /** Whether the group has let this trainer in, be it without a partition of its own. */
  public boolean joined() {
    return consumer.groupMetadata().generationId() >= 0;
  }

  /** Takes in what has come; how many examples. */
  public int poll(Duration wait) {
    int taken = intake.poll(wait);
    rebuildTo.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
    return taken;
  }

  private void add(ConsumerRecord<String, byte[]> record) {
    reader.read(record).ifPresent(e -> core.add(e, record.partition(), record.offset()));
  }

  /** Whether some partition's past has not been read to its end yet: nothing may be decided. */
  public boolean rebuilding() {
    return !rebuildTo.isEmpty();
  }

  /** What to commit with a verdict. */
  public Map<TopicPartition, OffsetAndMetadata> positions() {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    Set<TopicPartition> assigned = consumer.assignment();
    for (TopicPartition partition : assigned) {
      positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
    }
    return positions;
  }

  /** Whose generation of the group the commit belongs to. */
  public ConsumerGroupMetadata group() {
    return consumer.groupMetadata();
  }

  /** Ends a wait in {@link #poll}; the one method for other threads. */
  public void wakeup() {
    consumer.wakeup();
  }

  /**
   * Waits until no transaction of a former owner is pending (which is what asking for committed
   * offsets does), reads all that was decided before, and starts over with the examples.
   */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    partitions.forEach(partition -> core.release(partition.partition()));
    consumer.committed(Set.copyOf(partitions));
    state.catchUp(STATE_TIMEOUT);
    consumer.seekToBeginning(partitions);
    rebuildTo.putAll(consumer.endOffsets(partitions));
    log.atInfo()
        .addKeyValue("partitions", partitions)
        .addKeyValue("ends", rebuildTo)
        .log("took over partitions and rebuilds their buffers");
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(
        partition -> {
          core.release(partition.partition());
          rebuildTo.remove(partition);
        });
  }

  @Override
  public void close() {
    consumer.close();
  }
}
