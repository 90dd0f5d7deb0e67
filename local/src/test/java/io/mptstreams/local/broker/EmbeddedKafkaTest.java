package io.mptstreams.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  @TempDir Path folder;

  @Test
  void keepsTopicsRecordsAndClusterIdOverARestart() throws Exception {
    String clusterId;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder))) {
      clusterId = kafka.clusterId();
      createTopic(kafka, 1);
      send(kafka, "kept");
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder))) {
      assertThat(kafka.clusterId()).isEqualTo(clusterId);
      assertThat(firstValue(kafka)).isEqualTo("kept");
    }
  }

  @Test
  void aTopicOfThreeReplicasTakesRecordsWhileOneBrokerIsDown() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder).withBrokers(3))) {
      createTopic(kafka, 3);

      kafka.stopBroker(2);
      send(kafka, "written by two");
      kafka.startBroker(2);

      assertThat(firstValue(kafka)).isEqualTo("written by two");
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    int port = FreePorts.take(1).get(0);
    BrokerSettings settings = BrokerSettings.in(folder).withPort(port);
    try (EmbeddedKafka first = EmbeddedKafka.start(settings)) {
      assertThat(first.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThatThrownBy(() -> EmbeddedKafka.start(settings))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + port + " is taken");
    }
  }

  @Test
  void refusesMoreBrokersThanThree() {
    assertThatThrownBy(() -> BrokerSettings.in(folder).withBrokers(4))
        .hasMessage("local.brokers must be 1 to 3, was 4");
  }

  private static void createTopic(EmbeddedKafka kafka, int replicas) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("t", Optional.of(1), Optional.of((short) replicas))))
          .all()
          .get();
    }
  }

  private static void send(EmbeddedKafka kafka, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("t", value)).get();
    }
  }

  private static String firstValue(EmbeddedKafka kafka) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("t", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var records = consumer.poll(Duration.ofSeconds(20));
      assertThat(records).hasSize(1);
      return records.iterator().next().value();
    }
  }
}
