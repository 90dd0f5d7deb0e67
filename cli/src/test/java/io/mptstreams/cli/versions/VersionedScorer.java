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
import io.mptstreams.cli.testing.LearnedUpdates;
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
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A scorer that serves version 3 of the task "mood", and the commands of a person beside it. One
 * for each test, over a backbone for all tests of a class: register it as a static field.
 */
final class VersionedScorer
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalKafkaExtension kafka = new LocalKafkaExtension();
  private Backbone backbone;
  private Path folder;
  private Map<String, String> config;
  private SharedPrompt prompt;
  private Cluster cluster;
  private RecordSender sender;
  private BatchingEngine engine;
  private ScorerApp scorer;

  @Override
  public void beforeAll(ExtensionContext context) {
    kafka.beforeAll(context);
    backbone = Backbones.open(BackboneSettings.defaults());
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("mpt-test-");
    config =
        Map.of(
            "kafka.bootstrap.servers", kafka.bootstrapServers(),
            "schema.registry.url", kafka.registryUrl(),
            "topics.prefix", kafka.uniqueName("versions"),
            "routing.letters", "mood, tone",
            "scoring.state-dir", folder.toString(),
            "http.port", "-1");
    prompt = ColdModels.sharedPrompt(backbone);
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

  Topics topics() {
    return cluster.topics();
  }

  /** Waits until the engine holds so many tasks, versions on trial included. */
  void awaitResident(int tasks) {
    await().atMost(PATIENCE).until(() -> engine.status().tasks() == tasks);
  }

  /** Waits until the scorer knows so many tasks. */
  void awaitKnown(int tasks) {
    await().atMost(PATIENCE).until(() -> scorer.view().tasks().size() == tasks);
  }

  void define(String name) {
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

  /** What the commands work with: it has read the log already. */
  VersionDesk desk() {
    return new VersionDesk(cluster, sender);
  }

  void update(long version) {
    sender.sendAndWait(cluster.topics().taskUpdates(), "mood", numbers(version));
  }

  void send(String id, String text, String task) {
    sender.sendAndWait(
        cluster.topics().sharedEvents(),
        id,
        new TextEvent(text, Optional.empty(), List.of(task), Optional.empty()));
  }

  void awaitServed(long version) {
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

  List<Prediction> awaitPredictions(int count) {
    Topic<Prediction> topic = cluster.topics().predictions();
    await().atMost(PATIENCE).until(() -> contents(topic).size() >= count);
    return contents(topic).stream()
        .sorted((a, b) -> a.value().scoredAt().compareTo(b.value().scoredAt()))
        .map(ConsumerRecord::value)
        .toList();
  }

  void awaitDeadLetters(int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> new TopicContents(cluster).all(topics().deadLetters()).size() >= count);
  }

  <V> List<ConsumerRecord<String, V>> contents(Topic<V> topic) {
    return new TopicContents(cluster).all(topic);
  }

  /** What a command that ends well prints. */
  JsonNode run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(call(out, err, arguments)).describedAs(err.toString()).isZero();
    try {
      return Json.mapper().readTree(out.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command that ends badly says. */
  String fail(String... arguments) {
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

  TaskUpdate numbers(long version) {
    return LearnedUpdates.of(
        "mood", version, List.of("happy", "sad"), prompt, NOON.plusSeconds(version));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    scorer.close();
    engine.close();
    sender.close();
    cluster.close();
    Utils.delete(folder.toFile());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    backbone.close();
  }
}
