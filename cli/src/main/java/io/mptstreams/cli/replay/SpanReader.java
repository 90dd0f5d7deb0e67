package io.mptstreams.cli.replay;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of topics whose timestamps lie between two times, piece by piece, so that a
 * span may be larger than memory. Ends where the topics end when it begins: it does not read what
 * it causes.
 */
public final class SpanReader {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cluster cluster;

  public SpanReader(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What takes the pieces. */
  public interface Piece {
    void take(List<ConsumerRecord<byte[], byte[]>> records);
  }

  /**
   * Reads.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public void read(Collection<String> topics, Instant from, Instant to, Piece piece) {
    try (var consumer = cluster.bytesConsumer()) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        partitions.addAll(TopicContents.partitions(consumer, topic));
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, ends, from);
      long quiet = System.nanoTime();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        List<ConsumerRecord<byte[], byte[]>> inside = new ArrayList<>();
        var polled = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          boolean inTime =
              record.timestamp() >= from.toEpochMilli() && record.timestamp() < to.toEpochMilli();
          if (inTime && record.offset() < ends.get(partition)) {
            inside.add(record);
          }
        }
        if (!inside.isEmpty()) {
          piece.take(inside);
        }
        if (!polled.isEmpty()) {
          quiet = System.nanoTime();
        } else if (System.nanoTime() - quiet > PATIENCE.toNanos()) {
          throw CommandException.failed(
              "nothing came for " + PATIENCE.toSeconds() + " s before the end of " + topics);
        }
      }
    } catch (KafkaException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot read " + topics + ": " + e.getMessage(), e);
    }
  }

  private static void seek(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Instant from) {
    if (from.toEpochMilli() <= 0) {
      consumer.seekToBeginning(ends.keySet());
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, from.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, first) ->
                consumer.seek(partition, first == null ? ends.get(partition) : first.offset()));
  }
}
