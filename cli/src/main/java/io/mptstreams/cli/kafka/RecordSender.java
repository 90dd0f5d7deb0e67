package io.mptstreams.cli.kafka;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.schemas.topic.Topic;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Sends records of any topic. A failure is thrown at the next call or when it is closed. */
public final class RecordSender implements AutoCloseable {

  private final Cluster cluster;
  private final Producer<String, byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicLong written = new AtomicLong();

  public RecordSender(Cluster cluster) {
    this.cluster = cluster;
    this.producer = cluster.producer();
  }

  /**
   * Sends without waiting.
   *
   * @param value null removes the key from a compacted topic
   */
  public <V> void send(Topic<V> topic, String key, V value) {
    start(topic, key, value, this::fail);
  }

  /**
   * Sends without waiting what is not larger than a producer sends.
   *
   * @return why it is too large, and was not sent; empty otherwise
   */
  public <V> Optional<String> sendUnlessTooLarge(Topic<V> topic, String key, V value) {
    // The producer finds that out itself before it returns: its bound is that of the topics.
    AtomicReference<String> tooLarge = new AtomicReference<>();
    start(
        topic,
        key,
        value,
        e -> {
          if (e instanceof RecordTooLargeException) {
            tooLarge.set(e.getMessage());
          } else {
            fail(e);
          }
        });
    return Optional.ofNullable(tooLarge.get());
  }

  /** Sends and waits until the broker has it. */
  public <V> RecordMetadata sendAndWait(Topic<V> topic, String key, V value) {
    try {
      return start(topic, key, value, this::fail).get();
    } catch (ExecutionException e) {
      throw failed(topic.name(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(topic.name(), e);
    }
  }

  /** Waits until the broker has everything. */
  public void flush() {
    producer.flush();
    throwFailure();
  }

  /** What went wrong in the middle of many records, with how many of them the broker has. */
  public CommandException inTheMiddle(CommandException cause) {
    producer.flush();
    return new CommandException(
        cause.exitCode(), cause.getMessage() + "; " + written.get() + " were sent before", cause);
  }

  @Override
  public void close() {
    OrderlyClose.run(producer::close);
    throwFailure();
  }

  private <V> Future<RecordMetadata> start(
      Topic<V> topic, String key, V value, Consumer<Exception> failed) {
    throwFailure();
    try {
      byte[] bytes = cluster.serdes().of(topic).serializer().serialize(topic.name(), value);
      return producer.send(
          new ProducerRecord<>(topic.name(), key, bytes),
          (metadata, e) -> {
            if (e != null) {
              failed.accept(e);
            } else {
              written.incrementAndGet();
            }
          });
    } catch (KafkaException e) {
      throw failed(topic.name(), e);
    }
  }

  private void fail(Exception e) {
    failure.compareAndSet(null, e);
  }

  private void throwFailure() {
    Exception failed = failure.getAndSet(null);
    if (failed != null) {
      throw new CommandException(
          ExitCode.FAILED, "a record was not written: " + failed.getMessage(), failed);
    }
  }

  private static CommandException failed(String topic, Throwable cause) {
    return new CommandException(
        ExitCode.FAILED, "cannot write to " + topic + ": " + cause.getMessage(), cause);
  }
}
