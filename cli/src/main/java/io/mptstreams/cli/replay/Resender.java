package io.mptstreams.cli.replay;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.OrderlyClose;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.intake.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends records back to where they came from, byte for byte: the running scorer takes them like any
 * other. Two things change where they must: an event without a key gets its first id for a key, and
 * an event that is played for one of its tasks names that one alone.
 */
public final class Resender implements Replayer {

  private final Cluster cluster;
  private final Producer<byte[], byte[]> producer;

  public Resender(Cluster cluster) {
    this.cluster = cluster;
    this.producer = cluster.bytesProducer();
  }

  @Override
  public void play(List<ReplayedRecord> records, ReplayTally tally) {
    List<Future<RecordMetadata>> all = new ArrayList<>(records.size());
    for (ReplayedRecord record : records) {
      try {
        all.add(producer.send(again(record)));
      } catch (RecordRejectedException e) {
        tally.refuse(e.code());
      }
    }
    await(all, tally);
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
    boolean event = cluster.topics().eventsPattern().matcher(source.topic()).matches();
    byte[] key = source.key();
    if (event && (key == null || key.length == 0)) {
      key = source.coordinates().getBytes(StandardCharsets.UTF_8);
    }
    byte[] value =
        event && record.task().isPresent()
            ? forOneTask(source, record.task().get())
            : source.value();
    return new ProducerRecord<>(source.topic(), null, null, key, value, record.headers());
  }

  private byte[] forOneTask(SourceRecord source, String task) {
    Topic<TextEvent> topic = cluster.topics().sharedEvents();
    TextEvent event =
        cluster.serdes().of(topic).deserializer().deserialize(source.topic(), source.value());
    if (event.tasks().equals(List.of(task))) {
      return source.value();
    }
    TextEvent single =
        new TextEvent(event.text(), event.textPair(), List.of(task), event.occurredAt());
    return cluster.serdes().of(topic).serializer().serialize(source.topic(), single);
  }

  @Override
  public void close() {
    OrderlyClose.run(producer::close);
  }
}
