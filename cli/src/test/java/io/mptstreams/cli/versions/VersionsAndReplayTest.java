package io.mptstreams.cli.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.Main;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.output.Json;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pins, rollbacks and replays beside a running scorer, as a person types them. */
class VersionsAndReplayTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static Backbone backbone;
  private static SharedPrompt prompt;

  @TempDir Path folder;
  private Map<String, String> config;
  private Cluster cluster;
  private RecordSender sender;
  private BatchingEngine engine;
  private ScorerApp scorer;

  @BeforeAll
  static void openBackbone() {
    backbone = Backbones.open(BackboneSettings.defaults());
    prompt = ColdModels.sharedPrompt(backbone);
  }

  @AfterAll
  static void closeBackbone() {
    backbone.close();
  }

  @BeforeEach
  void aScorerWithThreeVersionsOfATask() {
    config =
        Map.of(
            "kafka.bootstrap.servers", kafka.bootstrapServers(),
            "schema.registry.url", kafka.registryUrl(),
            "topics.prefix", kafka.uniqueName("versions"),
            "routing.letters", "mood, tone",
            "scoring.state-dir", folder.resolve("state").toString(),
            "http.port", "-1");
    cluster = Cluster.open(Connection.from(config));
    sender = new RecordSender(cluster);
    new TopicAdmin(cluster).apply();
    define("mood");
    ScorerSettings settings = ScorerSettings.from(new ConfigValues(config));
    engine = new BatchingEngine(backbone, settings.engine());
    scorer = ScorerApp.start(settings, engine, () -> prompt);
    update(2);
    update(3);
    awaitServed(3);
  }

  @AfterEach
  void close() {
    scorer.close();
    engine.close();
    sender.close();
    cluster.close();
  }

  @Test
  void pinsAVersionForGoodAndLetsItGo() {
    run("versions", "pin", "mood", "2");

    awaitServed(2);
    assertThat(contents(cluster.topics().taskUpdates()))
        .extracting(ConsumerRecord::key)
        .containsExactly("mood", "mood", "mood@2");

    run("versions", "unpin", "mood");
    awaitServed(3);
  }

  @Test
  void triesAVersionOutInTheShadowAndEndsTheTrial() {
    run("versions", "try", "mood", "2");
    await().atMost(PATIENCE).until(() -> engine.status().tasks() == 2);
    send("a", "What a wonderful day", "mood");
    awaitPredictions(1);
    run("versions", "try", "mood");
    await().atMost(PATIENCE).until(() -> engine.status().tasks() == 1);

    assertThat(awaitPredictions(1).get(0).taskVersion()).isEqualTo(3);
    assertThat(contents(cluster.topics().shadow()))
        .extracting(record -> record.value().taskVersion())
        .containsExactly(2L);
    assertThat(fail("versions", "try", "mood", "2", "--share", "2")).contains("from 0 to 1");
  }

  @Test
  void refusesToPinWhatIsNotThere() {
    assertThat(fail("versions", "pin", "mood", "9"))
        .contains("version 9 of \"mood\" is not on its topic; there are [2, 3]");
    assertThat(fail("versions", "pin", "nobody", "2")).contains("no task \"nobody\"");
  }

  @Test
  void rollsBackToTheNumbersOfAFormerVersionUnderANewOne() {
    JsonNode entry = run("versions", "rollback", "mood");

    awaitServed(4);
    assertThat(entry.path("version").asLong()).isEqualTo(4);
    TaskUpdate again = contents(cluster.topics().taskUpdates()).get(2).value();
    assertThat(again.origin()).isEqualTo(UpdateOrigin.ROLLED_BACK);
    assertThat(again.parent()).hasValue(3);
    assertThat(again.labelVectors()).isEqualTo(numbers(2).labelVectors());
    assertThat(contents(cluster.topics().ledger()))
        .extracting(ConsumerRecord::value)
        .filteredOn(e -> e.kind() == LedgerKind.ROLLED_BACK)
        .extracting(LedgerEntry::reason)
        .containsExactly("back to version 2, by hand");
    assertThat(fail("versions", "rollback", "mood", "1")).contains("mpt versions pin mood 1");
  }

  @Test
  void letsAChosenVersionOrThatOfATimeAnswerASpanOfEvents() throws Exception {
    Instant before = Instant.now();
    send("a", "What a wonderful day", "mood");
    send("b", "It rained again", "mood");
    awaitPredictions(2);
    Instant between = Instant.now();
    update(4);
    awaitServed(4);
    send("c", "And again", "mood");
    Map<String, Prediction> served = byId(awaitPredictions(3));

    JsonNode chosen =
        run("replay", "--from", before.toString(), "--task", "mood", "--with-version", "2");
    assertThat(chosen.path("sent").asInt()).isEqualTo(3);
    assertThat(contents(cluster.topics().shadow()))
        .hasSize(3)
        .allSatisfy(record -> assertThat(record.value().taskVersion()).isEqualTo(2));

    run(
        "replay",
        "--from=" + before,
        "--to=" + between,
        "--as-of=" + between,
        "--into=predictions");
    List<Prediction> again = awaitPredictions(5).subList(3, 5);
    assertThat(again)
        .allSatisfy(
            prediction -> {
              Prediction first = served.get(prediction.eventId());
              assertThat(prediction.taskVersion()).isEqualTo(3);
              assertThat(prediction.label()).isEqualTo(first.label());
              assertThat(prediction.occurredAt()).isEqualTo(first.occurredAt());
            });
    assertThat(again).extracting(Prediction::eventId).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void sendsASpanOfEventsToTheScorerAgainUnderTheSameIds() throws Exception {
    Instant before = Instant.now();
    send(null, "An event without a key", "mood");
    awaitPredictions(1);

    JsonNode dry = run("replay", "--from=" + before, "--dry-run");
    assertThat(dry.path("chosen").asInt()).isEqualTo(1);
    assertThat(dry.path("sent").asInt()).isZero();
    run("replay", "--from=" + before);

    List<Prediction> both = awaitPredictions(2);
    assertThat(both.get(1).eventId()).isEqualTo(both.get(0).eventId()).endsWith("-0");
  }

  @Test
  void sendsADeadLetterAgainForTheTaskThatRefusedItAlone() throws Exception {
    send("a", "For two tasks by a rule", "letters");
    awaitPredictions(1);
    define("tone");
    await().atMost(PATIENCE).until(() -> scorer.view().tasks().size() == 2);

    JsonNode result = run("replay", "--code", "UNKNOWN_TASK");

    assertThat(result.path("sent").asInt()).isEqualTo(1);
    assertThat(awaitPredictions(2))
        .extracting(Prediction::task)
        .containsExactlyInAnyOrder("mood", "tone");
  }

  @Test
  void saysWhatIsMissingOrContradictory() {
    assertThat(fail("replay")).contains("--code CODE for dead letters, or --from TIME for events");
    assertThat(fail("replay", "--from=" + NOON, "--with-version", "2")).contains("--task");
    assertThat(fail("replay", "--from=" + NOON, "--into=predictions")).contains("--as-of");
    assertThat(fail("replay", "--from=" + NOON, "--task", "mood", "--with-version", "9"))
        .contains("version 9 of task mood is not on its topic");
    assertThat(fail("replay", "--from=" + NOON, "--topic", "none")).contains("no event topic none");
  }

  private void define(String name) {
    sender.sendAndWait(
        cluster.topics().tasks(),
        name,
        new TaskDefinition(
            name,
            TaskKind.SINGLE,
            List.of(new LabelDefinition("happy", ""), new LabelDefinition("sad", "")),
            "",
            Optional.empty(),
            true,
            OptionalLong.empty(),
            NOON));
  }

  private void update(long version) {
    sender.sendAndWait(cluster.topics().taskUpdates(), "mood", numbers(version));
  }

  private void send(String id, String text, String task) {
    sender.sendAndWait(
        cluster.topics().sharedEvents(),
        id,
        new TextEvent(text, Optional.empty(), List.of(task), Optional.empty()));
  }

  private void awaitServed(long version) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                scorer.view().tasks().stream()
                    .filter(task -> task.task().equals("mood"))
                    .anyMatch(task -> task.version().orElse(0) == version));
    if (version > 1) {
      await().atMost(PATIENCE).until(() -> contents(cluster.topics().ledger()), applied(version));
    }
  }

  private static Predicate<List<ConsumerRecord<String, LedgerEntry>>> applied(long version) {
    return entries ->
        entries.stream()
            .map(ConsumerRecord::value)
            .filter(entry -> entry.kind() == LedgerKind.APPLIED)
            .reduce((first, second) -> second)
            .filter(entry -> entry.version().equals(OptionalLong.of(version)))
            .isPresent();
  }

  private List<Prediction> awaitPredictions(int count) {
    Topic<Prediction> topic = cluster.topics().predictions();
    await().atMost(PATIENCE).until(() -> contents(topic).size() >= count);
    return contents(topic).stream()
        .sorted((a, b) -> a.value().scoredAt().compareTo(b.value().scoredAt()))
        .map(ConsumerRecord::value)
        .toList();
  }

  private static Map<String, Prediction> byId(List<Prediction> predictions) {
    return predictions.stream()
        .collect(java.util.stream.Collectors.toMap(Prediction::eventId, p -> p));
  }

  private <V> List<ConsumerRecord<String, V>> contents(Topic<V> topic) {
    return new TopicContents(cluster).all(topic);
  }

  private JsonNode run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(call(out, err, arguments)).describedAs(err.toString()).isZero();
    try {
      return Json.mapper().readTree(out.toString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String fail(String... arguments) {
    StringWriter err = new StringWriter();
    assertThat(call(new StringWriter(), err, arguments)).isNotZero();
    return err.toString();
  }

  private int call(StringWriter out, StringWriter err, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    config.forEach((key, value) -> all.add("--set=" + key + "=" + value));
    return Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private static TaskUpdate numbers(long version) {
    Random random = new Random(version);
    return new TaskUpdate(
        "mood",
        version,
        OptionalLong.of(version - 1),
        prompt.version(),
        prompt.backboneDigest(),
        List.of("happy", "sad"),
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        numbers(random, prompt.length() * prompt.rank()),
        numbers(random, prompt.rank() * prompt.width()),
        numbers(random, 2 * prompt.width()),
        numbers(random, 2),
        12.5f,
        1.5f,
        UpdateOrigin.ADAPTED,
        16,
        Map.of(),
        "",
        NOON.plusSeconds(version));
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
