package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Records that came, but would not fit where the scorer writes them: none may stop it, since it
 * would read the record again after each restart.
 */
class LargeRecordsTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int WAITING = 60;

  @Test
  void goesOnBehindWhatDoesNotFit() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
        Lab.Tail<Feedback> late = lab.tail(lab.topics().feedbackLate());
        Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
      lab.define(Samples.mood("mood"));
      String large = noise(1_500_000);
      lab.sendEvent(large, Samples.event("an event with a large key", "mood"));
      lab.send(lab.topics().feedback(), "label", Samples.feedback("e", "mood", large));
      lab.send(lab.topics().feedback(), large, Samples.feedback("e", "mood", "sad"));
      for (int i = 0; i < WAITING; i++) {
        lab.send(lab.topics().feedback(), "text", withText("never", noise(50_000)));
      }
      sendCompressed(lab, "x".repeat(10_000_000));
      lab.sendEvent("good", Samples.event("a good event", "mood"));
      lab.flush();
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt)) {
        assertThat(predictions.until(all -> !all.isEmpty(), PATIENCE))
            .extracting(Lab.Read::key)
            .containsExactly("good");
        assertThat(dead.until(all -> all.size() >= 4, PATIENCE))
            .hasSize(4)
            .extracting(letter -> letter.header(DeadLetterHeaders.CODE))
            .containsOnly(ErrorCode.TEXT_TOO_LARGE.name());
        assertThat(late.until(all -> !all.isEmpty(), PATIENCE))
            .allSatisfy(
                read -> assertThat(read.value().reason()).contains(ErrorCode.UNKNOWN_EVENT));
        assertThat(app.awaitStopped(Duration.ofSeconds(3))).isFalse();
      }
    }
  }

  /** Ten megabytes that went through the topic's bound because they were compressed. */
  private static void sendCompressed(Lab lab, String text) throws Exception {
    byte[] value =
        lab.serdes()
            .of(lab.topics().sharedEvents())
            .serializer()
            .serialize("", Samples.event(text, "mood"));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "max.request.size",
                "20000000",
                "compression.type",
                "zstd"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = "compressed".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(lab.topics().sharedEvents().name(), key, value)).get();
    }
  }

  private static Feedback withText(String event, String text) {
    return new Feedback(
        event,
        Optional.empty(),
        "sad",
        Optional.empty(),
        Optional.of(text),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Letters that no codec makes much smaller. */
  private static String noise(int length) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder(length);
    List<Character> letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"
            .chars()
            .mapToObj(c -> (char) c)
            .toList();
    for (int i = 0; i < length; i++) {
      text.append(letters.get(random.nextInt(letters.size())));
    }
    return text.toString();
  }
}
