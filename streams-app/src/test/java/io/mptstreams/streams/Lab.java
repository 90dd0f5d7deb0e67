package io.mptstreams.streams;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A corner of the test broker with topics of its own: what a test sends to a scorer and reads from
 * it, by a {@code read_committed} consumer.
 */
final class Lab implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final String registryUrl;
  private final Path folder;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;

  Lab(LocalKafkaExtension kafka) {
    this(kafka.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName("lab"), (short) 1);
  }

  Lab(String bootstrapServers, String registryUrl, String prefix, short replication) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    topics = Topics.of(new TopicSettings(prefix, 4, replication));
    serdes = new AvroSerdes(Map.of("schema.registry.url", registryUrl));
    try {
      folder = Files.createTempDirectory("mpt-lab-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    create(topics.all());
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                "4194304",
                "linger.ms",
                "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Topics topics() {
    return topics;
  }

  AvroSerdes serdes() {
    return serdes;
  }

  /** The settings of a scorer here, as a user would write them. */
  Map<String, String> config(String... extra) {
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", bootstrapServers);
    config.put("schema.registry.url", registryUrl);
    config.put("topics.prefix", topics.settings().prefix());
    config.put("topics.partitions", "4");
    config.put("topics.replication", Short.toString(topics.settings().replication()));
    config.put("scoring.state-dir", folder.resolve("state").toString());
    config.put("scoring.prompt.length", "4");
    config.put("scoring.metadata-max-age", "1s");
    // Small polls: a shared test machine has moments in which an event takes 100 ms.
    config.put("scoring.max-poll-records", "32");
    config.put("http.port", "0");
    for (int i = 0; i < extra.length; i += 2) {
      config.put(extra[i], extra[i + 1]);
    }
    return config;
  }

  ScorerSettings settings(String... extra) {
    return ScorerSettings.from(new ConfigValues(config(extra)));
  }

  void create(List<? extends KafkaTopic> wanted) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrapServers))) {
      List<NewTopic> all =
          wanted.stream().map(t -> t.newTopic(topics.settings().replication())).toList();
      admin.createTopics(all).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void define(TaskDefinition... tasks) {
    for (TaskDefinition task : tasks) {
      send(topics.tasks(), task.name(), task);
    }
    producer.flush();
  }

  <V> void send(Topic<V> topic, String key, V value) {
    sendRaw(topic.name(), key, serdes.of(topic).serializer().serialize(topic.name(), value));
  }

  /** Sends events keyed by id; returns without waiting. */
  void sendEvent(String id, TextEvent event) {
    send(topics.sharedEvents(), id, event);
  }

  void sendRaw(String topic, String key, byte[] value) {
    sendRaw(
        topic,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders());
  }

  void sendRaw(String topic, byte[] key, byte[] value, Headers headers) {
    var unused = producer.send(new ProducerRecord<>(topic, null, key, value, headers));
  }

  void flush() {
    producer.flush();
  }

  /** A reader of a topic from its beginning. */
  <V> Tail<V> tail(Topic<V> topic) {
    return new Tail<>(
        topic.name(), bytes -> serdes.of(topic).deserializer().deserialize("", bytes));
  }

  Tail<byte[]> tailRaw(String topic) {
    return new Tail<>(topic, bytes -> bytes);
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }

  /** Committed records of one topic, read by one thread. */
  final class Tail<V> implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final java.util.function.Function<byte[], V> read;
    private final List<Read<V>> all = new ArrayList<>();

    private Tail(String topic, java.util.function.Function<byte[], V> read) {
      this.read = read;
      consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
    }

    /** Everything so far, after reading until enough is there or patience ends. */
    List<Read<V>> until(Predicate<List<Read<V>>> enough) {
      return until(enough, PATIENCE);
    }

    List<Read<V>> until(Predicate<List<Read<V>>> enough, Duration patience) {
      long end = System.nanoTime() + patience.toNanos();
      while (!enough.test(all) && System.nanoTime() < end) {
        poll(Duration.ofMillis(100));
      }
      return all;
    }

    List<Read<V>> atLeast(int count) {
      return until(read -> read.size() >= count);
    }

    /** Reads on for a while, to see that nothing more comes. */
    List<Read<V>> linger(Duration time) {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        poll(Duration.ofMillis(100));
      }
      return all;
    }

    private void poll(Duration timeout) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
        String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
        all.add(new Read<>(key, read.apply(record.value()), record, System.nanoTime()));
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /**
   * One record.
   *
   * @param at {@code System.nanoTime()} when it was read
   */
  record Read<V>(String key, V value, ConsumerRecord<byte[], byte[]> record, long at) {

    String header(String name) {
      var header = record.headers().lastHeader(name);
      return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
  }
}
