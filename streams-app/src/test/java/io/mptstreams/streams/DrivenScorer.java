package io.mptstreams.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole topology with the real backbone, in virtual time and without a consumer's poll; "mood"
 * is registered. One for each test: register it as a field of the instance.
 */
final class DrivenScorer implements BeforeEachCallback, AfterEachCallback {

  /** When an event is forgotten depends on where in a horizon it lies. */
  private static final Instant START = Instant.parse("2026-03-01T12:40:00Z");

  private final LocalKafkaExtension kafka = new LocalKafkaExtension();
  private final MiniLmExtension miniLm = new MiniLmExtension();
  private final ClosingStack resources = new ClosingStack();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private Topics topics;
  private AvroSerdes serdes;
  private Topology topology;
  private TopologyTestDriver driver;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    kafka.beforeAll(context);
    miniLm.beforeAll(context);
    Path folder = Files.createTempDirectory("mpt-test-");
    AutoCloseable unused = resources.add(() -> Utils.delete(folder.toFile()));
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
    ScorerAssembly assembly =
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
    topology = assembly.topology();
    driver =
        resources.add(
            new TopologyTestDriver(
                topology,
                StreamsConfiguration.of(settings, "cluster", (short) 1, assembly.prefetch()),
                START));
    assembly.bank().restored();
    in(topics.tasks()).pipeInput("mood", Samples.mood("mood"));
  }

  Backbone backbone() {
    return miniLm.backbone();
  }

  /** Version 1. */
  SharedPrompt prompt() {
    return miniLm.prompt();
  }

  Topics topics() {
    return topics;
  }

  AvroSerdes serdes() {
    return serdes;
  }

  Topology topology() {
    return topology;
  }

  TopologyTestDriver driver() {
    return driver;
  }

  /** What it told the ledger. */
  List<LedgerEntry> ledger() {
    return ledger;
  }

  <V> TestInputTopic<String, V> in(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.of(topic).serializer());
  }

  <V> TestOutputTopic<String, V> out(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.of(topic).deserializer());
  }

  TestRecord<String, byte[]> deadLetter() {
    return driver
        .createOutputTopic(
            topics.deadLetters().name(),
            new StringDeserializer(),
            topics.deadLetters().serde().deserializer())
        .readRecord();
  }

  static String header(TestRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    resources.close();
  }
}
