package io.mptstreams.bench.trainer;

import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of a trainer and what is written to them. */
final class TrainerFeed implements AutoCloseable {

  static final String PREFIX = "bench";
  static final int PARTITIONS = 4;

  private final Topics topics = Topics.of(new TopicSettings(PREFIX, PARTITIONS, (short) 1));
  private final AvroSerdes serdes;
  private final KafkaProducer<String, byte[]> producer;

  TrainerFeed(String bootstrap, String registry) {
    serdes = new AvroSerdes(Map.of("schema.registry.url", registry));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(topics.all().stream().map(t -> t.newTopic((short) 1)).toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot create the topics", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void define(TaskDefinition task) {
    send(topics.tasks(), task.name(), task);
  }

  void label(List<Example> examples) {
    examples.forEach(e -> send(topics.examples(), e.task(), e));
  }

  private <V> void send(Topic<V> topic, String key, V value) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic.name(), key, serdes.of(topic).serializer().serialize(topic.name(), value)));
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }
}
