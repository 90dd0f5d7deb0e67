package io.mptstreams.cli.kafka;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.schemas.topic.Topic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Records of several topics, of which all are written or none. Belongs to one thread. */
public final class Transaction implements AutoCloseable {

  private final Cluster cluster;
  private final Producer<String, byte[]> producer;

  /**
   * Begins one, and ends another of the same name that was left open.
   *
   * @throws CommandException if the broker does not let it
   */
  public Transaction(Cluster cluster, String name) {
    this.cluster = cluster;
    producer = cluster.transactionalProducer(name);
    try {
      producer.initTransactions();
      producer.beginTransaction();
    } catch (KafkaException e) {
      producer.close();
      throw failed(e);
    }
  }

  /** Adds a record. */
  public <V> void add(Topic<V> topic, String key, V value) {
    try {
      byte[] bytes = cluster.serdes().of(topic).serializer().serialize(topic.name(), value);
      producer.send(new ProducerRecord<>(topic.name(), key, bytes));
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /**
   * Writes what was added.
   *
   * @throws CommandException if it was not, or the broker did not answer in time, so that nobody
   *     knows
   */
  public void commit() {
    try {
      producer.commitTransaction();
    } catch (TimeoutException e) {
      throw new CommandException(
          ExitCode.FAILED, "it is not known whether this was written: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Without a commit nothing was written. */
  @Override
  public void close() {
    OrderlyClose.run(producer::close);
  }

  private static CommandException failed(KafkaException e) {
    return new CommandException(ExitCode.FAILED, "nothing was written: " + e.getMessage(), e);
  }
}
