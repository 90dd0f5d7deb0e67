package io.mptstreams.cli.kafka;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One cluster and its registry, for the length of one command. Opening it finds out within ten
 * seconds whether the cluster can be reached. The clients it makes belong to the caller.
 */
public final class Cluster implements AutoCloseable {

  private static final Duration REACHED_WITHIN = Duration.ofSeconds(6);

  private final Connection connection;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final Admin admin;

  private Cluster(Connection connection, AvroSerdes serdes, Admin admin) {
    this.connection = connection;
    this.topics = Topics.of(connection.topics());
    this.serdes = serdes;
    this.admin = admin;
  }

  /**
   * @throws CommandException in one line, if no broker answers
   */
  public static Cluster open(Connection connection) {
    return open(connection, REACHED_WITHIN);
  }

  /** The same with another patience, for a broker that is known to be there. */
  public static Cluster open(Connection connection, Duration reachedWithin) {
    AvroSerdes serdes = new AvroSerdes(connection.serdes());
    try {
      Cluster cluster = new Cluster(connection, serdes, admin(connection, reachedWithin));
      try {
        cluster.await(cluster.admin.describeCluster().clusterId(), reachedWithin);
        return cluster;
      } catch (RuntimeException e) {
        cluster.admin.close(Duration.ZERO);
        throw e;
      }
    } catch (RuntimeException e) {
      serdes.close();
      throw e;
    }
  }

  public Topics topics() {
    return topics;
  }

  public AvroSerdes serdes() {
    return serdes;
  }

  public Admin admin() {
    return admin;
  }

  public Connection connection() {
    return connection;
  }

  /** Waits for an admin request, with what went wrong in one line. */
  public <T> T await(KafkaFuture<T> future, Duration timeout) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
      throw unreachable(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable(e.getCause());
      }
      throw new CommandException(
          ExitCode.FAILED, "the broker refused: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "interrupted", e);
    }
  }

  /** A consumer of values as they came that sees committed records only; assign it yourself. */
  public Consumer<String, byte[]> rawConsumer() {
    return consumer(new ByteArrayDeserializer());
  }

  /** A consumer of keys and values as they came. */
  public Consumer<byte[], byte[]> bytesConsumer() {
    return new OrderlyConsumer<>(
        consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer of keys and values as they came. */
  public Producer<byte[], byte[]> bytesProducer() {
    return new KafkaProducer<>(
        producerConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A producer of serialized values, so that one serves all topics. */
  public Producer<String, byte[]> producer() {
    return new KafkaProducer<>(producerConfig(), new StringSerializer(), new ByteArraySerializer());
  }

  /** The same for one transaction. */
  Producer<String, byte[]> transactionalProducer(String transactionalId) {
    Map<String, Object> config = producerConfig();
    config.put("transactional.id", transactionalId);
    config.put("transaction.timeout.ms", config.get("delivery.timeout.ms"));
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> config = new HashMap<>(connection.kafka());
    config.put("acks", "all");
    config.put("max.request.size", "4194304");
    config.putIfAbsent("delivery.timeout.ms", "30000");
    config.putIfAbsent("request.timeout.ms", "10000");
    config.putIfAbsent("max.block.ms", "10000");
    config.putIfAbsent("linger.ms", "0");
    return config;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
    serdes.close();
  }

  private <V> Consumer<String, V> consumer(Deserializer<V> values) {
    return new OrderlyConsumer<>(consumerConfig(), new StringDeserializer(), values);
  }

  private Map<String, Object> consumerConfig() {
    Map<String, Object> config = new HashMap<>(connection.kafka());
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    // A broker that makes what it is asked for would make topics of another shape.
    config.put("allow.auto.create.topics", "false");
    config.putIfAbsent("fetch.max.wait.ms", "100");
    config.putIfAbsent("default.api.timeout.ms", "10000");
    return config;
  }

  private static Admin admin(Connection connection, Duration timeout) {
    Map<String, Object> config = new HashMap<>(connection.kafka());
    config.putIfAbsent("default.api.timeout.ms", Long.toString(timeout.toMillis()));
    config.putIfAbsent("request.timeout.ms", Long.toString(timeout.toMillis() * 2 / 3));
    try {
      return Admin.create(config);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandException(
          ExitCode.CONFIGURATION, "cannot use the Kafka settings: " + cause.getMessage(), e);
    }
  }

  private CommandException unreachable(Throwable cause) {
    return new CommandException(
        ExitCode.FAILED,
        "cannot reach the broker at " + connection.bootstrapServers() + "; is it running?",
        cause);
  }
}
