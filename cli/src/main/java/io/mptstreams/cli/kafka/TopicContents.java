package io.mptstreams.cli.kafka;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.RawTopic;
import io.mptstreams.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic from its beginning to where it ends now. */
public final class TopicContents {

  private static final Logger log = LoggerFactory.getLogger(TopicContents.class);

  /** With a broker from which nothing comes, however long the topic is. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);

  private final Cluster cluster;

  public TopicContents(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Every committed record, partition by partition in order. Values that cannot be read are left
   * out: a scorer refuses them too, and one bad record must not make a topic unreadable.
   */
  public <V> List<ConsumerRecord<String, V>> all(Topic<V> topic) {
    Deserializer<V> deserializer = cluster.serdes().of(topic).deserializer();
    List<ConsumerRecord<String, V>> readable = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : all(topic, cluster.rawConsumer())) {
      try {
        readable.add(with(record, deserializer.deserialize(topic.name(), record.value())));
      } catch (RecordRejectedException e) {
        log.atWarn()
            .addKeyValue("topic", topic.name())
            .addKeyValue("key", record.key())
            .addKeyValue("code", e.code())
            .log("left out a record that cannot be read");
      } catch (RegistryUnavailableException e) {
        throw unreadable(topic, e);
      }
    }
    return readable;
  }

  /** The same of records without a schema. */
  public List<ConsumerRecord<String, byte[]>> all(RawTopic topic) {
    return all(topic, cluster.rawConsumer());
  }

  private static List<ConsumerRecord<String, byte[]>> all(
      KafkaTopic topic, Consumer<String, byte[]> consumer) {
    try (consumer) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!reached(consumer, ends)) {
        ConsumerRecords<String, byte[]> read = consumer.poll(POLL);
        read.forEach(records::add);
        if (!read.isEmpty()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() - deadline > 0) {
          throw CommandException.failed(
              "the topic " + topic.name() + " could not be read to its end: nothing came for 30 s");
        }
      }
      return records;
    } catch (KafkaException e) {
      throw unreadable(topic, e);
    }
  }

  /** The newest value of every key that was not removed, in the order of keys. */
  public <V> Map<String, V> latest(Topic<V> topic) {
    Map<String, V> latest = new TreeMap<>();
    for (ConsumerRecord<String, V> record : all(topic)) {
      if (record.value() == null) {
        latest.remove(record.key());
      } else {
        latest.put(record.key(), record.value());
      }
    }
    return latest;
  }

  /** The newest value of one key. */
  public <V> Optional<V> latest(Topic<V> topic, String key) {
    return Optional.ofNullable(latest(topic).get(key));
  }

  /** The partitions of a topic that must be there. */
  public static List<TopicPartition> partitions(Consumer<?, ?> consumer, KafkaTopic topic) {
    return partitions(consumer, topic.name());
  }

  /** The same by name. */
  public static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    var infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_READY,
          "there is no topic " + topic + "; create the topics with: mpt topics apply");
    }
    return infos.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  private static <V> ConsumerRecord<String, V> with(
      ConsumerRecord<String, byte[]> record, V value) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        value,
        record.headers(),
        record.leaderEpoch());
  }

  private static CommandException unreadable(KafkaTopic topic, KafkaException e) {
    return new CommandException(
        ExitCode.FAILED, "cannot read the topic " + topic.name() + ": " + e.getMessage(), e);
  }

  private static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return new LinkedHashMap<>(ends)
        .entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
