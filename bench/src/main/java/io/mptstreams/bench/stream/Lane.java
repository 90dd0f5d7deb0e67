package io.mptstreams.bench.stream;

import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.ScorerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of one measurement, the settings of a scorer on them, and what feeds it. */
final class Lane implements AutoCloseable {

  static final List<String> LABELS = List.of("yes", "no");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

  private final BenchBroker broker;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final Admin admin;

  Lane(BenchBroker broker, String prefix) {
    this.broker = broker;
    topics = Topics.of(new TopicSettings(prefix, 4, (short) 1));
    serdes = new AvroSerdes(Map.of("schema.registry.url", broker.registryUrl()));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    get(
        admin
                .createTopics(
                    topics.all().stream().map(topic -> topic.newTopic((short) 1)).toList())
                .all()
            ::get);
    awaitKnown();
  }

  /** A broker may answer for a new topic a moment after its controller made it. */
  private void awaitKnown() {
    Set<String> wanted =
        topics.all().stream().map(KafkaTopic::name).collect(Collectors.toUnmodifiableSet());
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!get(admin.listTopics().names()::get).containsAll(wanted)) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("the broker does not know " + wanted);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  Topics topics() {
    return topics;
  }

  AvroSerdes serdes() {
    return serdes;
  }

  Admin admin() {
    return admin;
  }

  String applicationId() {
    return topics.settings().prefix() + "-scorer";
  }

  /** As the product ships, but for addresses and folders. */
  ScorerSettings settings() {
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", broker.bootstrapServers());
    config.put("schema.registry.url", broker.registryUrl());
    config.put("topics.prefix", topics.settings().prefix());
    config.put("topics.partitions", Integer.toString(topics.settings().partitions()));
    config.put("topics.replication", "1");
    config.put("scoring.state-dir", broker.folder().resolve("state").toString());
    config.put("http.port", "-1");
    return ScorerSettings.from(new ConfigValues(config));
  }

  /** A task with the labels {@link #LABELS}. */
  static TaskDefinition task(String name, boolean acceptsFeedback) {
    return new TaskDefinition(
        name,
        TaskKind.SINGLE,
        LABELS.stream().map(label -> new LabelDefinition(label, label)).toList(),
        "",
        Optional.empty(),
        acceptsFeedback,
        OptionalLong.empty(),
        Instant.now());
  }

  static TextEvent event(String text, String task) {
    return new TextEvent(text, Optional.empty(), List.of(task), Optional.empty());
  }

  <V> ProducerRecord<byte[], byte[]> record(Topic<V> topic, String key, V value) {
    return new ProducerRecord<>(
        topic.name(),
        key.getBytes(StandardCharsets.UTF_8),
        serdes.of(topic).serializer().serialize(topic.name(), value));
  }

  /** Publishes records of which readers see nothing before they see all; returns when they do. */
  void publishAtOnce(int count, IntFunction<ProducerRecord<byte[], byte[]>> record) {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", topics.settings().prefix() + "-backlog"))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < count; i++) {
        var unused = producer.send(record.apply(i));
      }
      producer.commitTransaction();
    }
  }

  /** Sends each record when it is ready. */
  KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.bootstrapServers());
    config.put("transaction.timeout.ms", 300_000);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A reader of what is committed from now on. */
  KafkaConsumer<byte[], byte[]> tail(Topic<?> topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    return consumer;
  }

  @Override
  public void close() {
    admin.close();
    serdes.close();
  }

  /** A future's value. */
  static <T> T get(Asked<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What a future's {@code get} is. */
  interface Asked<T> {
    T get() throws ExecutionException, InterruptedException;
  }
}
