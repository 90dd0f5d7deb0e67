package io.mptstreams.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.EngineStatus;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.feedback.FeedbackIntake;
import io.mptstreams.streams.feedback.FeedbackReader;
import io.mptstreams.streams.feedback.JoinProcessors;
import io.mptstreams.streams.intake.EventReader;
import io.mptstreams.streams.intake.TextRules;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.reload.BankTopics;
import io.mptstreams.streams.reload.KafkaOutbox;
import io.mptstreams.streams.reload.Ledger;
import io.mptstreams.streams.reload.TaskBank;
import io.mptstreams.streams.reload.VersionKeeper;
import io.mptstreams.streams.score.EventSubmitter;
import io.mptstreams.streams.score.PollPrefetch;
import io.mptstreams.streams.score.ScoreProcessors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.Topology;

/**
 * The one place where the parts of the scorer are put together, for a broker and for a topology
 * test alike.
 */
record ScorerAssembly(
    Topology topology, TaskBank bank, PollPrefetch prefetch, AvroSerdes serdes, String instance) {

  private static final Duration ANSWER_SLACK = Duration.ofSeconds(5);

  /** With serdes and a ledger of its own, which go on the stack. */
  static ScorerAssembly of(
      ScorerSettings settings,
      ScoringEngine engine,
      Supplier<SharedPrompt> fallback,
      MeterRegistry registry,
      Clock clock,
      ClosingStack resources) {
    Topics topics = Topics.of(settings.topics());
    AvroSerdes serdes = resources.add(new AvroSerdes(settings.registry()));
    ScorerMetrics metrics = new ScorerMetrics(registry);
    KafkaOutbox outbox = resources.add(new KafkaOutbox(settings.kafka(), topics, serdes, metrics));
    return of(settings, engine, fallback, serdes, outbox, outbox, metrics, clock, resources);
  }

  static ScorerAssembly of(
      ScorerSettings settings,
      ScoringEngine engine,
      Supplier<SharedPrompt> fallback,
      AvroSerdes serdes,
      Ledger ledger,
      VersionKeeper keeper,
      ScorerMetrics metrics,
      Clock clock,
      ClosingStack resources) {
    Topics topics = Topics.of(settings.topics());
    String instance = settings.stream().instanceId().orElseGet(ScorerAssembly::processName);
    TaskBank bank =
        resources.add(
            new TaskBank(
                engine,
                fallback,
                ledger,
                keeper,
                metrics,
                settings.keepVersions(),
                instance,
                clock));
    engineGauges(metrics, engine);
    TextRules rules = new TextRules(settings.engine().maxTextBytes());
    EventReader events =
        new EventReader(
            serdes.of(topics.sharedEvents()).deserializer(), topics, rules, settings.routing());
    EventSubmitter submitter = new EventSubmitter(events, bank, engine);
    PollPrefetch prefetch = new PollPrefetch(submitter, topics.eventsPattern(), metrics);
    FeedbackReader feedback =
        new FeedbackReader(serdes.of(topics.feedback()).deserializer(), rules);
    Topology topology =
        ScorerTopology.build(
            topics,
            serdes,
            new BankTopics(
                bank,
                serdes.of(topics.tasks()).deserializer(),
                serdes.of(topics.sharedPrompts()).deserializer(),
                serdes.of(topics.taskUpdates()).deserializer(),
                settings.stream().registryTimeout(),
                resources::isClosing),
            new ScoreProcessors(
                prefetch,
                submitter,
                engine,
                metrics,
                settings.engine().deadline().plus(ANSWER_SLACK)),
            () -> new FeedbackIntake(feedback, metrics),
            new JoinProcessors(feedback, bank::definition, settings.feedback(), metrics),
            settings.feedback().partitions());
    return new ScorerAssembly(topology, bank, prefetch, serdes, instance);
  }

  private static void engineGauges(ScorerMetrics metrics, ScoringEngine engine) {
    gauge(metrics, ScorerMeter.ENGINE_QUEUE, engine, EngineStatus::queueDepth);
    gauge(metrics, ScorerMeter.ENGINE_TASKS, engine, EngineStatus::tasks);
    gauge(metrics, ScorerMeter.ENGINE_EVENTS, engine, EngineStatus::events);
    gauge(metrics, ScorerMeter.ENGINE_BATCHES, engine, EngineStatus::batches);
    gauge(metrics, ScorerMeter.ENGINE_STALL, engine, s -> s.currentBatchNanos() / 1e9);
  }

  private static void gauge(
      ScorerMetrics metrics,
      ScorerMeter meter,
      ScoringEngine engine,
      ToDoubleFunction<EngineStatus> value) {
    metrics.gauge(meter, () -> value.applyAsDouble(engine.status()));
  }

  private static String processName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return host + "-" + ProcessHandle.current().pid();
  }
}
