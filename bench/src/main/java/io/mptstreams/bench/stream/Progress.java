package io.mptstreams.bench.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a program's committed offsets have come. Watched instead of its output, because a reader
 * of the output would take processor time from what is measured; with exactly-once the output is
 * committed together with the offsets.
 */
final class Progress {

  /** Where a round takes a second or two. */
  static final Duration OFTEN = Duration.ofMillis(5);

  /** Where it takes ten, and what the looks cost would be missed. */
  static final Duration SELDOM = Duration.ofMillis(50);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Admin admin;
  private final String group;
  private final Duration betweenLooks;

  /**
   * @param betweenLooks how exact the end is to be; looking costs the broker a request
   */
  Progress(Admin admin, String group, Duration betweenLooks) {
    this.admin = admin;
    this.group = group;
    this.betweenLooks = betweenLooks;
  }

  /**
   * Waits until everything that lies in a topic now has been worked off.
   *
   * @return {@code System.nanoTime()} at that moment
   */
  long awaitAllOf(String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    var ends = Lane.get(admin.listOffsets(asked).all()::get);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < patience) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          Lane.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()::get);
      // The last place of a partition holds the mark that ended a transaction.
      if (ends.entrySet().stream()
          .allMatch(end -> end.getValue().offset() - 1 <= offset(committed.get(end.getKey())))) {
        return System.nanoTime();
      }
      LockSupport.parkNanos(betweenLooks.toNanos());
    }
    throw new IllegalStateException("no end of " + topic + " within " + PATIENCE);
  }

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }
}
