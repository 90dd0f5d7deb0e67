package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.avro.Task;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.mapping.TaskMapper;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is as large as its topic takes, in every part of a record, and does not shrink when it is
 * compressed. A scorer that cannot write what comes of it would stop at it for good.
 */
class LargeRecordTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int NEARLY_ALL = 4_193_000;

  private final Random random = new Random(1);

  @Test
  void becomesADeadLetterAndTheStreamGoesOn() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine =
            new BatchingEngine(miniLm.backbone(), EngineSettings.defaults().withWorkers(1));
        ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
        Lab.Tail<Feedback> late = lab.tail(lab.topics().feedbackLate());
        Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
      lab.define(Samples.mood("mood"));
      String events = lab.topics().sharedEvents().name();
      String feedback = lab.topics().feedback().name();
      byte[] fine = bytes(lab, lab.topics().sharedEvents(), Samples.event("fine", "mood"));
      lab.sendRaw(events, noise(700_000), fine);
      lab.sendRaw(
          events,
          "headers".getBytes(StandardCharsets.UTF_8),
          fine,
          new RecordHeaders().add("noise", noise(2_000_000).getBytes(StandardCharsets.UTF_8)));
      lab.sendRaw(events, "garbage", noise(NEARLY_ALL).getBytes(StandardCharsets.UTF_8));
      lab.sendEvent("name", Samples.event("fine", noise(2_000_000)));
      lab.send(lab.topics().feedback(), "label", labelled(noise(1_500_000)));
      sendCompressed(lab, "x".repeat(10_000_000));
      lab.sendRaw(feedback, "source", bytes(lab, lab.topics().feedback(), from(noise(2_000_000))));
      for (int i = 0; i < 40; i++) {
        lab.send(lab.topics().feedback(), "waits", withText("never", noise(60_000)));
      }
      lab.sendEvent("good", Samples.event("good", "mood"));
      lab.flush();

      assertThat(dead.atLeast(7))
          .extracting(letter -> letter.header(DeadLetterHeaders.CODE))
          .containsExactlyInAnyOrder(
              ErrorCode.RECORD_TOO_LARGE.name(),
              ErrorCode.RECORD_TOO_LARGE.name(),
              ErrorCode.NOT_AVRO.name(),
              ErrorCode.RECORD_TOO_LARGE.name(),
              ErrorCode.RECORD_TOO_LARGE.name(),
              ErrorCode.TEXT_TOO_LARGE.name(),
              ErrorCode.RECORD_TOO_LARGE.name());
      assertThat(predictions.atLeast(1)).extracting(Lab.Read::key).containsExactly("good");
      assertThat(late.atLeast(30)).isNotEmpty();
      assertThat(app.view().live()).isTrue();
    }
  }

  @Test
  void isNotMadeOfAnEventThatNamesVeryManyTasks() {
    String[] tasks =
        IntStream.range(0, 50_000).mapToObj(i -> "no-task-" + i).toArray(String[]::new);
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine =
            new BatchingEngine(miniLm.backbone(), EngineSettings.defaults().withWorkers(1));
        ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
        Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
      lab.define(Samples.mood("mood"));
      lab.sendEvent("many", Samples.event("fine", tasks));
      lab.sendEvent("good", Samples.event("good", "mood"));
      lab.flush();

      assertThat(predictions.atLeast(1)).extracting(Lab.Read::key).containsExactly("good");
      assertThat(dead.atLeast(1))
          .extracting(letter -> letter.header(DeadLetterHeaders.CODE))
          .containsExactly(ErrorCode.RECORD_TOO_LARGE.name());
      assertThat(app.view().live()).isTrue();
    }
  }

  @Test
  void isNotMadeOfATaskWhoseLabelsAreLongerThanAPredictionMayBe() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine =
            new BatchingEngine(miniLm.backbone(), EngineSettings.defaults().withWorkers(1));
        ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
        Lab.Tail<LedgerEntry> ledger = lab.tail(lab.topics().ledger());
        Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
      lab.define(Samples.mood("mood"));
      lab.sendRaw(lab.topics().tasks().name(), "long", withLabel(lab, "long", noise(1_500_000)));
      lab.sendEvent("long", Samples.event("fine", "long"));
      lab.sendEvent("good", Samples.event("good", "mood"));
      lab.flush();

      assertThat(predictions.atLeast(1)).extracting(Lab.Read::key).containsExactly("good");
      assertThat(ledger.atLeast(1).get(0).value().code()).hasValue(ErrorCode.INVALID_TASK);
      assertThat(dead.atLeast(1))
          .extracting(letter -> letter.header(DeadLetterHeaders.CODE))
          .containsExactly(ErrorCode.UNKNOWN_TASK.name());
      assertThat(app.view().live()).isTrue();
    }
  }

  /** A task as no program of this project writes it. */
  private static byte[] withLabel(Lab lab, String name, String label) throws Exception {
    TaskDefinition task = Samples.mood(name);
    Task avro = new TaskMapper().toAvro(task);
    avro.getLabels().get(0).setName(label);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes(lab, lab.topics().tasks(), task), 0, 1 + Integer.BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new SpecificDatumWriter<>(Task.class).write(avro, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /** Ten megabytes that went through the topic's bound because they were compressed. */
  private static void sendCompressed(Lab lab, String text) throws Exception {
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
      Topic<TextEvent> events = lab.topics().sharedEvents();
      byte[] value = bytes(lab, events, Samples.event(text, "mood"));
      producer.send(new ProducerRecord<>(events.name(), value)).get();
    }
  }

  private static Feedback labelled(String label) {
    return from("good", label, Optional.empty());
  }

  private static Feedback from(String source) {
    return from("good", "happy", Optional.of(source));
  }

  private static Feedback from(String eventId, String label, Optional<String> source) {
    return new Feedback(
        eventId,
        Optional.of("mood"),
        label,
        source,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Feedback withText(String eventId, String text) {
    return new Feedback(
        eventId,
        Optional.empty(),
        "happy",
        Optional.empty(),
        Optional.of(text),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private String noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes).substring(0, length);
  }

  private static <V> byte[] bytes(Lab lab, Topic<V> topic, V value) {
    return lab.serdes().of(topic).serializer().serialize(topic.name(), value);
  }
}
