package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.feedback.SourceRecordsSerde;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology with the real backbone, in virtual time and without a consumer's poll. */
class TopologyTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  /** When an event is forgotten depends on where in a horizon it lies. */
  private static final Instant START = Instant.parse("2026-03-01T12:40:00Z");

  @TempDir Path folder;

  private final ClosingStack resources = new ClosingStack();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private Topics topics;
  private AvroSerdes serdes;
  private ScorerAssembly assembly;
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    ScorerSettings settings =
        ScorerSettings.from(
            new ConfigValues(
                Map.of(
                    "kafka.bootstrap.servers", "unused:9092",
                    "schema.registry.url", kafka.registryUrl(),
                    "scoring.state-dir", folder.toString(),
                    "scoring.max-poll-records", "10",
                    "routing.letters", "mood, tone",
                    "feedback.horizon", "2h",
                    "feedback.horizon.short", "30m",
                    "feedback.wait", "1h")));
    topics = Topics.of(settings.topics());
    serdes = resources.add(new AvroSerdes(settings.registry()));
    BatchingEngine engine =
        resources.add(new BatchingEngine(miniLm.backbone(), EngineSettings.defaults()));
    assembly =
        ScorerAssembly.of(
            settings,
            engine,
            miniLm::prompt,
            serdes,
            ledger::add,
            update -> {},
            new ScorerMetrics(new SimpleMeterRegistry()),
            Clock.systemUTC(),
            resources);
    driver =
        new TopologyTestDriver(
            assembly.topology(),
            StreamsConfiguration.of(settings, (short) 1, assembly.prefetch()),
            START);
    assembly.bank().restored();
    in(topics.tasks()).pipeInput("mood", Samples.mood("mood"));
  }

  @AfterEach
  void close() {
    driver.close();
    resources.close();
  }

  @Test
  void keepsTheNamesThatARunningDeploymentRestsOn() throws IOException {
    String now = assembly.topology().describe().toString();
    Files.writeString(Path.of("target", "topology.txt"), now);
    try (InputStream golden = TopologyTest.class.getResourceAsStream("/topology.txt")) {
      assertThat(golden).as("src/test/resources/topology.txt").isNotNull();
      assertThat(now).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void takesTheTaskFromTheTopicAndTheIdFromTheCoordinates() {
    in(topics.events("mood")).pipeInput(null, Samples.event("a text"));

    Prediction prediction = out(topics.predictions()).readValue();
    assertThat(prediction.task()).isEqualTo("mood");
    assertThat(prediction.eventId()).isEqualTo("mpt.events.mood-0-0");
    assertThat(prediction.labels()).containsExactly("happy", "sad");
    assertThat(prediction.backboneDigest()).isEqualTo(miniLm.backbone().info().digest());
  }

  @Test
  void scoresAnEventForEachTaskOfItsRule() {
    in(topics.tasks()).pipeInput("tone", Samples.task("tone", "rude", "polite"));

    in(topics.events("letters")).pipeInput("a", Samples.event("by its topic"));
    in(topics.sharedEvents()).pipeInput("b", Samples.event("by its name", "letters"));

    assertThat(out(topics.predictions()).readValuesToList())
        .extracting(prediction -> prediction.eventId() + "/" + prediction.task())
        .containsExactly("a/mood", "a/tone", "b/mood", "b/tone");
  }

  @Test
  void joinsFeedbackThatComesBeforeItsEvent() {
    in(topics.feedback()).pipeInput("x", Samples.feedback("e", null, "sad"));
    assertThat(out(topics.examples()).isEmpty()).isTrue();

    in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    TestRecord<String, Example> example = out(topics.examples()).readRecord();
    assertThat(example.key()).isEqualTo("mood");
    assertThat(example.value().predictedVersion()).hasValue(1);
  }

  @Test
  void joinsOnceARelabelAgainAndNoDuplicate() {
    in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));
    in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "happy"));

    assertThat(out(topics.examples()).readValuesToList())
        .extracting(example -> example.label() + " " + example.relabel())
        .containsExactly("sad false", "happy true");
  }

  @Test
  void sweepsFeedbackWhoseEventNeverCame() {
    in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    driver.advanceWallClockTime(Duration.ofMinutes(59));
    assertThat(out(topics.feedbackLate()).isEmpty()).isTrue();

    driver.advanceWallClockTime(Duration.ofMinutes(3));

    Feedback late = out(topics.feedbackLate()).readValue();
    assertThat(late.reason()).contains(ErrorCode.UNKNOWN_EVENT);
    assertThat(late.eventId()).isEqualTo("e");
  }

  @Test
  void remembersAnEventForEachTaskAsLongAsTheTaskSays() {
    in(topics.tasks()).pipeInput("short", Samples.mood("short"));
    in(topics.sharedEvents()).pipeInput("a", Samples.event("a text", "mood"));
    in(topics.sharedEvents()).pipeInput("b", Samples.event("a text", "short"));
    driver.advanceWallClockTime(Duration.ofMinutes(40));

    in(topics.feedback()).pipeInput("a", Samples.feedback("a", null, "sad"));
    in(topics.feedback()).pipeInput("b", Samples.feedback("b", null, "sad"));

    assertThat(out(topics.examples()).readValuesToList())
        .extracting(Example::eventId)
        .containsExactly("a");
    assertThat(out(topics.feedbackLate()).readValue().reason()).contains(ErrorCode.LATE_FEEDBACK);
  }

  @Test
  void sendsALabelThatTheTaskDoesNotHaveToTheDeadLettersAsItCame() {
    Feedback feedback = Samples.feedback("e", null, "angry");
    in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));
    in(topics.feedback()).pipeInput("key", feedback);

    TestRecord<String, byte[]> letter = deadLetter();
    assertThat(letter.key()).isEqualTo("key");
    assertThat(header(letter, DeadLetterHeaders.CODE)).isEqualTo("UNKNOWN_LABEL");
    assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(topics.feedback().name());
    assertThat(header(letter, DeadLetterHeaders.TASK)).isNull();
    assertThat(letter.value())
        .isEqualTo(serdes.of(topics.feedback()).serializer().serialize("", feedback));
  }

  /** As after a restart with a lower bound of texts, or with another registry. */
  @Test
  void sendsFeedbackThatCannotBeReadAnyMoreToTheDeadLetters() {
    SourceRecord source =
        new SourceRecord(topics.feedback().name(), 0, 7, 0, null, new byte[] {1, 2, 3});
    driver
        .createInputTopic(
            "mpt-scorer-feedback-by-event-repartition",
            new StringSerializer(),
            new SourceRecordsSerde().serializer())
        .pipeInput("e", List.of(source));

    TestRecord<String, byte[]> letter = deadLetter();
    assertThat(header(letter, DeadLetterHeaders.CODE)).isEqualTo("NOT_AVRO");
    assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("7");
    assertThat(letter.value()).isEqualTo(source.value());
  }

  @Test
  void sendsDoubtfulPredictionsToReviewToo() {
    in(topics.tasks()).pipeInput("mood", Samples.withThreshold(Samples.mood("mood"), 1));
    in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    assertThat(out(topics.predictions()).readValue().abstained()).isTrue();
    assertThat(out(topics.review()).readValue().eventId()).isEqualTo("e");
  }

  @Test
  void scoresTheGoodTaskOfAnEventWhoseOtherTaskIsUnknown() {
    in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood", "none"));

    assertThat(out(topics.predictions()).readValue().task()).isEqualTo("mood");
    TestRecord<String, byte[]> letter = deadLetter();
    assertThat(header(letter, DeadLetterHeaders.CODE)).isEqualTo("UNKNOWN_TASK");
    assertThat(header(letter, DeadLetterHeaders.TASK)).isEqualTo("none");
  }

  @Test
  void survivesUnreadableValuesOnTheCompactedTopics() {
    for (KafkaTopic topic : List.of(topics.tasks(), topics.sharedPrompts(), topics.taskUpdates())) {
      driver
          .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
          .pipeInput("mood", new byte[] {1, 2, 3});
    }

    in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    assertThat(out(topics.predictions()).readValue().task()).isEqualTo("mood");
    assertThat(ledger)
        .extracting(entry -> entry.code().orElseThrow())
        .containsExactly(ErrorCode.NOT_AVRO, ErrorCode.NOT_AVRO, ErrorCode.NOT_AVRO);
  }

  @Test
  void letsAVersionOnTrialScoreIntoTheShadowTopic() {
    publishTrial(0f);
    in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    assertThat(out(topics.predictions()).readValue().taskVersion()).isEqualTo(1);
    Prediction shadow = out(topics.shadow()).readValue();
    assertThat(shadow.taskVersion()).isEqualTo(7);
    assertThat(shadow.task()).isEqualTo("mood");
  }

  @Test
  void letsAVersionOnTrialAnswerAShareOfTheEvents() {
    publishTrial(0.3f);
    for (int i = 0; i < 60; i++) {
      in(topics.sharedEvents()).pipeInput("e" + i, Samples.event("a text", "mood"));
    }

    List<Prediction> all = out(topics.predictions()).readValuesToList();
    assertThat(all).hasSize(60);
    assertThat(all.stream().filter(prediction -> prediction.taskVersion() == 7).count())
        .isBetween(8L, 28L);
    assertThat(out(topics.shadow()).isEmpty()).isTrue();
  }

  private void publishTrial(float share) {
    in(topics.taskUpdates())
        .pipeInput(
            "mood@7", Samples.update("mood", 7, miniLm.prompt(), List.of("happy", "sad"), 1));
    in(topics.tasks()).pipeInput("mood", Samples.trying(Samples.mood("mood"), 7, share));
  }

  private <V> TestInputTopic<String, V> in(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.of(topic).serializer());
  }

  private <V> TestOutputTopic<String, V> out(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.of(topic).deserializer());
  }

  private TestRecord<String, byte[]> deadLetter() {
    return driver
        .createOutputTopic(
            topics.deadLetters().name(),
            new StringDeserializer(),
            topics.deadLetters().serde().deserializer())
        .readRecord();
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
