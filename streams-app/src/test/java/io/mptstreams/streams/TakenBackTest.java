package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a producer takes back was never there: neither as an event nor as a version. */
class TakenBackTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  @ParameterizedTest
  @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
  void scoresNoEventAndServesNoVersionOfAnAbortedTransaction(String guarantee) {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
        KafkaProducer<byte[], byte[]> producer = transactional()) {
      lab.define(Samples.mood("mood"));
      try (ScorerApp app =
              ScorerApp.start(
                  lab.settings("scoring.guarantee", guarantee), engine, miniLm::prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
        producer.initTransactions();
        producer.beginTransaction();
        send(lab, producer, lab.topics().sharedEvents(), "no", Samples.event("no", "mood"));
        send(
            lab,
            producer,
            lab.topics().taskUpdates(),
            "mood",
            Samples.update("mood", 2, miniLm.prompt(), List.of("happy", "sad"), 1));
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        send(lab, producer, lab.topics().sharedEvents(), "yes", Samples.event("yes", "mood"));
        producer.commitTransaction();

        assertThat(predictions.atLeast(1)).extracting(Lab.Read::key).containsExactly("yes");
        assertThat(predictions.atLeast(1).get(0).value().taskVersion()).isEqualTo(1);
        assertThat(app.view().live()).isTrue();
      }
    }
  }

  private static <V> void send(
      Lab lab, KafkaProducer<byte[], byte[]> producer, Topic<V> topic, String key, V value) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                key.getBytes(StandardCharsets.UTF_8),
                lab.serdes().of(topic).serializer().serialize(topic.name(), value)));
  }

  private static KafkaProducer<byte[], byte[]> transactional() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "transactional.id",
            kafka.uniqueName("taken-back")),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
