package io.mptstreams.trainer;

import io.mptstreams.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the trainer's Kafka clients. What the trainer's guarantees rest on is put over the user's
 * settings, everything else under them.
 */
final class KafkaClients {

  private final TrainerSettings settings;

  KafkaClients(TrainerSettings settings) {
    this.settings = settings;
  }

  Consumer<String, byte[]> exampleConsumer() {
    Map<String, Object> config = consumerConfig();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.instance() + "-examples");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  Consumer<String, byte[]> stateConsumer() {
    Map<String, Object> config = consumerConfig();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.instance() + "-state");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  Producer<String, byte[]> producer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_RECORD);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    config.putAll(settings.kafka());
    config.put(ProducerConfig.CLIENT_ID_CONFIG, settings.instance() + "-decisions");
    config.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.group() + "-" + settings.instance());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  Admin admin() {
    return Admin.create(new HashMap<>(settings.kafka()));
  }

  private Map<String, Object> consumerConfig() {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A topic that a broker makes unasked would have neither the partitions nor the compaction.
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }
}
