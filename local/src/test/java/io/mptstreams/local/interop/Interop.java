package io.mptstreams.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Our side of the conversation: topics with predictions in them before the client starts, and what
 * the client wrote, read with our serdes, after it has ended.
 */
final class Interop implements AutoCloseable {

  private static final Instant WHEN = Instant.ofEpochMilli(1_767_225_600_123L);
  private static final int PREDICTIONS = 2;

  private final LocalKafkaExtension kafka;
  private final AvroSerdes serdes;
  private final Topic<TextEvent> events;
  private final Topic<Prediction> predictions;
  private final Topic<Feedback> feedback;

  Interop(LocalKafkaExtension kafka) throws Exception {
    assumeFalse(
        System.getProperty("mpt.interop", "auto").equals("skip"), "SKIPPED: -Dmpt.interop=skip");
    this.kafka = kafka;
    this.serdes = new AvroSerdes(Map.of("schema.registry.url", kafka.registryUrl()));
    Topics topics = Topics.of(new TopicSettings(kafka.uniqueName("interop"), 1, (short) 1));
    this.events = topics.sharedEvents();
    this.predictions = topics.predictions();
    this.feedback = topics.feedback();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  events.newTopic((short) 1),
                  predictions.newTopic((short) 1),
                  feedback.newTopic((short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    writePredictions();
  }

  /** What the clients are told. */
  Map<String, String> environment(Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("MPT_BOOTSTRAP", kafka.bootstrapServers());
    environment.put("MPT_REGISTRY", kafka.registryUrl());
    environment.put("MPT_EVENTS", events.name());
    environment.put("MPT_PREDICTIONS", predictions.name());
    environment.put("MPT_FEEDBACK", feedback.name());
    environment.put("MPT_EXPECTED", Integer.toString(PREDICTIONS));
    environment.put("MPT_SCHEMAS", folder.toString());
    for (Topic<?> topic : List.of(events, predictions, feedback)) {
      Schema schema = topic.mapper().schema();
      String portable =
          schema.toString(true).replaceAll(",\\s*\"avro.java.string\"\\s*:\\s*\"String\"", "");
      Files.writeString(folder.resolve(schema.getName() + ".avsc"), portable);
    }
    return environment;
  }

  /** The JSON object that a client printed after the word RESULT. */
  static JsonNode result(ExternalProcess.Outcome outcome) throws IOException {
    assertThat(outcome.ok()).describedAs(outcome.output()).isTrue();
    String line =
        outcome
            .output()
            .lines()
            .filter(text -> text.startsWith("RESULT "))
            .reduce((first, last) -> last)
            .orElseThrow(() -> new AssertionError("no result in " + outcome.output()));
    return new ObjectMapper().readTree(line.substring("RESULT ".length()));
  }

  /** What the client read is what we wrote, and we read what it wrote. */
  void check(JsonNode result, String language) {
    JsonNode read = result.path("predictions");
    assertThat(read).hasSize(PREDICTIONS);
    assertThat(read.get(0).path("event_id").asText()).isEqualTo("e-0");
    assertThat(read.get(0).path("label").asText()).isEqualTo("positive");
    assertThat(read.get(0).path("probabilities").get(1).asDouble()).isEqualTo(0.75);
    assertThat(read.get(1).path("task_version").asLong()).isEqualTo(3);

    Map<String, TextEvent> events = read(this.events, 2);
    assertThat(events.get("n-1"))
        .isEqualTo(
            new TextEvent(
                "grüße 🎬 from " + language, Optional.empty(), List.of("mr"), Optional.of(WHEN)));
    assertThat(events.get("n-2"))
        .isEqualTo(
            new TextEvent(
                "two texts", Optional.of("the second"), List.of("mr", "cr"), Optional.empty()));

    Map<String, Feedback> given = read(feedback, PREDICTIONS);
    assertThat(given.get("e-1"))
        .isEqualTo(
            new Feedback(
                "e-1",
                Optional.of("mr"),
                "positive",
                Optional.of(language),
                Optional.empty(),
                Optional.empty(),
                Optional.of(WHEN),
                Optional.empty()));
  }

  private void writePredictions() {
    try (KafkaProducer<String, Prediction> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            serdes.of(predictions).serializer())) {
      for (int i = 0; i < PREDICTIONS; i++) {
        producer.send(new ProducerRecord<>(predictions.name(), "e-" + i, prediction(i)));
      }
    }
  }

  private static Prediction prediction(int i) {
    return new Prediction(
        "e-" + i,
        "mr",
        Optional.of("positive"),
        0.75f,
        List.of("negative", "positive"),
        List.of(0.25f, 0.75f),
        Optional.empty(),
        2 + i,
        1,
        "abc",
        false,
        false,
        WHEN,
        WHEN);
  }

  private <V> Map<String, V> read(Topic<V> topic, int count) {
    Map<String, V> found = new TreeMap<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", kafka.uniqueName("check"),
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            serdes.of(topic).deserializer())) {
      consumer.subscribe(List.of(topic.name()));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (found.size() < count && System.nanoTime() < deadline) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> found.put(record.key(), record.value()));
      }
    }
    assertThat(found).hasSize(count);
    return found;
  }

  @Override
  public void close() {
    serdes.close();
  }
}
