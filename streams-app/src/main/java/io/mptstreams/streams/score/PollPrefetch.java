package io.mptstreams.streams.score;

import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits each poll's event records as one batch, and hands each record's answer to the {@code
 * process()} call of that record. Kafka Streams commits what {@code process()} has returned from,
 * so nothing is ever buffered behind it: what is submitted here and not processed is fetched again
 * by whoever owns the partition next.
 *
 * <p>One object for all stream threads. A poll and the processing of its records happen on one
 * thread, so answers are kept by thread and no lock is needed. A partition that goes and comes back
 * starts at an offset that was seen before; what was kept of it is dropped then.
 */
public final class PollPrefetch {

  private static final Logger log = LoggerFactory.getLogger(PollPrefetch.class);

  private final EventSubmitter submitter;
  private final Pattern eventTopics;
  private final ScorerMetrics metrics;
  private final ThreadLocal<Map<TopicPartition, Deque<Kept>>> kept =
      ThreadLocal.withInitial(HashMap::new);

  public PollPrefetch(EventSubmitter submitter, Pattern eventTopics, ScorerMetrics metrics) {
    this.submitter = submitter;
    this.eventTopics = eventTopics;
    this.metrics = metrics;
  }

  /** Called inside {@code poll()}, before any task sees the records. */
  void polled(ConsumerRecords<byte[], byte[]> records) {
    List<SourceRecord> events = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      if (eventTopics.matcher(partition.topic()).matches()) {
        for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
          events.add(SourceRecord.of(record));
        }
      }
    }
    if (events.isEmpty()) {
      return;
    }
    try {
      keep(events, submitter.submit(events));
      metrics.add(ScorerMeter.PREFETCHED, "", events.size());
    } catch (RetriableException e) {
      // process() tries again for each record, and fails the thread if that does not help.
      log.atWarn()
          .addKeyValue("events", events.size())
          .setCause(e)
          .log("a poll was not submitted ahead");
    }
  }

  /** The answer under way for a record of this thread's partition, if its poll was submitted. */
  Optional<InFlight> take(SourceRecord record) {
    Deque<Kept> queue = kept.get().get(new TopicPartition(record.topic(), record.partition()));
    if (queue == null) {
      return Optional.empty();
    }
    while (!queue.isEmpty() && queue.peekFirst().offset() < record.offset()) {
      queue.removeFirst();
    }
    return !queue.isEmpty() && queue.peekFirst().offset() == record.offset()
        ? Optional.of(queue.removeFirst().inFlight())
        : Optional.empty();
  }

  /** A task of this thread was closed: drops what was kept for its partitions. */
  void forget(int partition) {
    kept.get().keySet().removeIf(topicPartition -> topicPartition.partition() == partition);
  }

  private void keep(List<SourceRecord> events, List<InFlight> inFlight) {
    for (int i = 0; i < events.size(); i++) {
      SourceRecord event = events.get(i);
      Deque<Kept> queue =
          kept.get()
              .computeIfAbsent(
                  new TopicPartition(event.topic(), event.partition()),
                  partition -> new ArrayDeque<>());
      if (!queue.isEmpty() && queue.peekLast().offset() >= event.offset()) {
        queue.clear();
      }
      queue.addLast(new Kept(event.offset(), inFlight.get(i)));
    }
  }

  private record Kept(long offset, InFlight inFlight) {}
}
