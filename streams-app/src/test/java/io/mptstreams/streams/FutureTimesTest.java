package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Records of a producer whose clock is days ahead, on topics that take them: a broker takes none
 * that is more than an hour ahead on the topics that the scorer writes.
 */
class FutureTimesTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private final Instant ahead = Instant.now().plus(Duration.ofDays(2));

  @Test
  void doNotStopTheScorer() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
        Lab.Tail<Example> examples = lab.tail(lab.topics().examples());
        Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
      lab.define(Samples.mood("mood"));
      takeAnyTime(lab.topics().sharedEvents().name(), lab.topics().feedback().name());
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
          Producer<String, byte[]> producer =
              new KafkaProducer<>(
                  Map.of("bootstrap.servers", kafka.bootstrapServers()),
                  new StringSerializer(),
                  new ByteArraySerializer())) {
        send(lab, producer, lab.topics().sharedEvents(), "a", Samples.event("good", "mood"));
        send(lab, producer, lab.topics().sharedEvents(), "b", Samples.event("lost", "none"));
        send(lab, producer, lab.topics().feedback(), "a", Samples.feedback("a", "mood", "sad"));
        send(lab, producer, lab.topics().feedback(), "a", Samples.feedback("a", "mood", "odd"));
        producer.flush();

        assertThat(predictions.atLeast(1)).extracting(Lab.Read::key).containsExactly("a");
        assertThat(examples.atLeast(1)).extracting(e -> e.value().label()).containsExactly("sad");
        assertThat(dead.atLeast(2))
            .extracting(letter -> letter.header(DeadLetterHeaders.TIMESTAMP))
            .containsOnly(Long.toString(ahead.toEpochMilli()));
        assertThat(predictions.atLeast(1).get(0).value().occurredAt())
            .isEqualTo(Instant.ofEpochMilli(ahead.toEpochMilli()));
        assertThat(app.view().live()).isTrue();
      }
    }
  }

  private <V> void send(
      Lab lab, Producer<String, byte[]> producer, Topic<V> topic, String key, V value) {
    byte[] bytes = lab.serdes().of(topic).serializer().serialize(topic.name(), value);
    var unused =
        producer.send(new ProducerRecord<>(topic.name(), null, ahead.toEpochMilli(), key, bytes));
  }

  private static void takeAnyTime(String... topics) throws Exception {
    AlterConfigOp any =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
            AlterConfigOp.OpType.SET);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Stream.of(topics)
                  .collect(
                      Collectors.toMap(
                          topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                          topic -> List.of(any))))
          .all()
          .get();
    }
  }
}
