package io.mptstreams.cli.replay;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.OrderlyClose;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.intake.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;

/**
 * Sends records back to where they came from, byte for byte: the running scorer takes them like any
 * other. What they said by where and when they lay, they say themselves where they must: an event
 * without a key gets its first id for a key, an event or feedback that does not say its time gets
 * that of its first record, an event that is played for one of its tasks names that one alone, and
 * a header names the first record.
 */
public final class Resender implements Replayer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final Set<String> targets;
  private final Producer<byte[], byte[]> producer;

  public Resender(Cluster cluster) {
    this.cluster = cluster;
    this.targets =
        cluster.await(cluster.admin().listTopics().names(), PATIENCE).stream()
            .filter(topic -> isEvents(topic) || isFeedback(topic))
            .collect(Collectors.toSet());
    this.producer = cluster.bytesProducer();
  }

  @Override
  public void play(List<ReplayedRecord> records, ReplayTally tally) {
    List<ProducerRecord<byte[], byte[]>> ready = new ArrayList<>(records.size());
    for (ReplayedRecord record : records) {
      String topic = record.source().topic();
      if (!targets.contains(topic)) {
        tally.leaveOut("of " + topic + ", which is no topic of events or feedback");
        continue;
      }
      try {
        ready.add(again(record));
      } catch (RecordRejectedException e) {
        tally.refuse(e.code());
      }
    }
    await(ready.stream().map(producer::send).toList(), tally);
  }

  /** All of them, so that a failure in the middle says how many the broker has. */
  private static void await(List<Future<RecordMetadata>> all, ReplayTally tally) {
    Throwable failure = null;
    for (Future<RecordMetadata> one : all) {
      try {
        one.get();
        tally.send(1);
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandException(ExitCode.FAILED, "interrupted", e);
      }
    }
    if (failure != null) {
      throw new CommandException(
          ExitCode.FAILED,
          "a record was not written: %s; %d were, and another run sends those again"
              .formatted(failure.getMessage(), tally.sent()),
          failure);
    }
  }

  private ProducerRecord<byte[], byte[]> again(ReplayedRecord record) {
    SourceRecord source = record.source();
    byte[] key = source.key();
    byte[] value;
    if (isFeedback(source.topic())) {
      value = orAsItCame(source, () -> feedback(source));
    } else {
      if (key == null || key.length == 0) {
        key = source.coordinates().getBytes(StandardCharsets.UTF_8);
      }
      Optional<String> task = record.task();
      value =
          task.isPresent()
              ? event(source, Optional.of(List.of(task.get())))
              : orAsItCame(source, () -> event(source, Optional.empty()));
    }
    Headers headers = new RecordHeaders(record.headers());
    headers.remove(ReplayedRecord.ORIGIN);
    headers.add(ReplayedRecord.ORIGIN, record.origin().getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(source.topic(), null, null, key, value, headers);
  }

  /**
   * What cannot be read here, or not be written in this program's schema, may be good elsewhere.
   */
  private static byte[] orAsItCame(SourceRecord source, Supplier<byte[]> better) {
    try {
      return better.get();
    } catch (RecordRejectedException | RegistryException e) {
      return source.value();
    }
  }

  private byte[] event(SourceRecord source, Optional<List<String>> tasks) {
    return rewritten(
        cluster.topics().sharedEvents(),
        source,
        event -> {
          TextEvent played = tasks.map(event::withTasks).orElse(event);
          return played.occurredAt().isPresent()
              ? played
              : time(source).map(played::withOccurredAt).orElse(played);
        });
  }

  private byte[] feedback(SourceRecord source) {
    return rewritten(
        cluster.topics().feedback(),
        source,
        feedback ->
            feedback.givenAt().isPresent()
                ? feedback
                : time(source).map(feedback::withGivenAt).orElse(feedback));
  }

  /** The same bytes where nothing is to be changed. */
  private <V> byte[] rewritten(Topic<V> topic, SourceRecord source, UnaryOperator<V> change) {
    Serde<V> serde = cluster.serdes().of(topic);
    V read = serde.deserializer().deserialize(source.topic(), source.value());
    V changed = read == null ? null : change.apply(read);
    return Objects.equals(changed, read)
        ? source.value()
        : serde.serializer().serialize(source.topic(), changed);
  }

  private static Optional<Instant> time(SourceRecord source) {
    return source.timestamp() < 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(source.timestamp()));
  }

  private boolean isEvents(String topic) {
    return cluster.topics().eventsPattern().matcher(topic).matches();
  }

  private boolean isFeedback(String topic) {
    return cluster.topics().feedback().name().equals(topic);
  }

  @Override
  public void close() {
    OrderlyClose.run(producer::close);
  }
}
