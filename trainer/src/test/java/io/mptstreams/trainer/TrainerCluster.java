package io.mptstreams.trainer;

import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.trainer.buffer.BufferSettings;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.buffer.SplitRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of one test, what it writes to them and what it finds there. */
final class TrainerCluster implements AutoCloseable {

  private final String bootstrap;
  private final String registry;
  private final String prefix;
  private final Topics topics;
  private final AvroSerdes serdes;

  TrainerCluster(String bootstrap, String registry, String prefix) {
    this.bootstrap = bootstrap;
    this.registry = registry;
    this.prefix = prefix;
    this.topics = Topics.of(new TopicSettings(prefix, 2, (short) 1));
    this.serdes = new AvroSerdes(Map.of("schema.registry.url", registry));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      List<NewTopic> wanted =
          topics.all().stream().map((KafkaTopic t) -> t.newTopic((short) 1)).toList();
      admin.createTopics(wanted).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("cannot create the topics of the test", e);
    }
  }

  /** Settings of a trainer on these topics; more keys win. */
  TrainerSettings settings(Map<String, String> more) {
    return TrainerSettings.from(new ConfigValues(config(more)));
  }

  /** The same as keys and values. */
  Map<String, String> config(Map<String, String> more) {
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", bootstrap);
    config.put("kafka.session.timeout.ms", "6000");
    config.put("schema.registry.url", registry);
    config.put("topics.prefix", prefix);
    config.put("topics.partitions", "2");
    config.put("backbone.threads", "1");
    config.put("training.prompt.examples", "100000");
    config.put("training.status.port", "0");
    config.putAll(more);
    return config;
  }

  void register(String task, String... labelsAndPhrases) {
    send(topics.tasks(), List.of(Map.entry(task, definition(task, labelsAndPhrases))));
  }

  static TaskDefinition definition(String task, String... labelsAndPhrases) {
    List<LabelDefinition> labels = new ArrayList<>();
    for (int i = 0; i < labelsAndPhrases.length; i += 2) {
      labels.add(new LabelDefinition(labelsAndPhrases[i], labelsAndPhrases[i + 1]));
    }
    return new TaskDefinition(
        task,
        TaskKind.SINGLE,
        labels,
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Instant.ofEpochMilli(1));
  }

  /** Registers a task that writes. */
  void registerWriter(String task) {
    TaskDefinition writer =
        new TaskDefinition(
            task,
            TaskKind.GENERATION,
            List.of(),
            "",
            Optional.empty(),
            true,
            OptionalLong.empty(),
            Instant.ofEpochMilli(1));
    send(topics.tasks(), List.of(Map.entry(task, writer)));
  }

  void label(List<Example> examples) {
    send(topics.examples(), examples.stream().map(e -> Map.entry(e.task(), e)).toList());
  }

  /** Publishes a version, as somebody else than a trainer would. */
  void publish(TaskUpdate update) {
    send(topics.taskUpdates(), List.of(Map.entry(update.task(), update)));
  }

  /** Every update under its task's own key; what is kept under {@code task@version} left out. */
  List<TaskUpdate> updates() {
    return records(topics.taskUpdates()).stream()
        .filter(r -> r.value() != null && r.key().equals(r.value().task()))
        .map(ConsumerRecord::value)
        .toList();
  }

  /** Versions kept under keys of their own, as a compacted topic would have them. */
  Map<String, TaskUpdate> kept() {
    Map<String, TaskUpdate> kept = new TreeMap<>();
    for (ConsumerRecord<String, TaskUpdate> r : records(topics.taskUpdates())) {
      if (r.value() == null) {
        kept.remove(r.key());
      } else if (!r.key().equals(r.value().task())) {
        kept.put(r.key(), r.value());
      }
    }
    return kept;
  }

  /** Every example as a buffer holds it. */
  List<HeldExample> examples() {
    SplitRule split = new SplitRule(BufferSettings.defaults().validationShare());
    return records(topics.examples()).stream()
        .map(r -> new HeldExample(r.value(), r.offset(), split.validates(r.value().eventId())))
        .toList();
  }

  List<LedgerEntry> ledger() {
    return records(topics.ledger()).stream().map(ConsumerRecord::value).toList();
  }

  static Example example(String task, String id, String text, String label) {
    return new Example(
        id,
        task,
        text,
        Optional.empty(),
        label,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        false,
        Instant.ofEpochMilli(1),
        Instant.ofEpochMilli(2));
  }

  private <V> void send(Topic<V> topic, List<Map.Entry<String, V>> records) {
    try (KafkaProducer<String, V> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
            new StringSerializer(),
            serdes.of(topic).serializer())) {
      records.forEach(
          r -> producer.send(new ProducerRecord<>(topic.name(), r.getKey(), r.getValue())));
    }
  }

  private <V> List<ConsumerRecord<String, V>> records(Topic<V> topic) {
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new StringDeserializer(),
            serdes.of(topic).deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, V>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    serdes.close();
  }
}
