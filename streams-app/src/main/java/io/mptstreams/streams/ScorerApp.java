package io.mptstreams.streams;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.ops.HttpEndpoint;
import io.mptstreams.streams.ops.ScorerView;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scorer: everything between the event topics and the predictions. */
public final class ScorerApp implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ScorerApp.class);
  private static final long VOCABULARY_SEED = 7;
  private static final int LARGEST_POLL = 256;

  private final ScorerSettings settings;
  private final ClosingStack resources;
  private final KafkaStreams streams;
  private final RunningScorer view;
  private final Optional<HttpEndpoint> http;
  private final CountDownLatch stopped;

  private ScorerApp(
      ScorerSettings settings,
      ClosingStack resources,
      KafkaStreams streams,
      RunningScorer view,
      Optional<HttpEndpoint> http,
      CountDownLatch stopped) {
    this.settings = settings;
    this.resources = resources;
    this.streams = streams;
    this.view = view;
    this.http = http;
    this.stopped = stopped;
  }

  /**
   * Starts with a backbone and an engine of its own. Returns when the task bank is whole and the
   * stream threads run; the first events may be scored before that.
   *
   * @throws StartException in one line, when it cannot start
   */
  public static ScorerApp start(ScorerSettings settings) {
    return start(settings, () -> false);
  }

  /**
   * The same, for a program that may be told to end meanwhile.
   *
   * @param givenUp whether it was: a start that waits for a schema registry ends then; asked often
   * @throws StartException in one line, when it cannot start or has waited in vain
   */
  public static ScorerApp start(ScorerSettings settings, BooleanSupplier givenUp) {
    String clusterId = checkBroker(settings);
    ClosingStack resources = new ClosingStack(givenUp);
    try {
      Backbone backbone = resources.add(Backbones.open(settings.backbone()));
      SharedPrompt own = ownPrompt(backbone, settings);
      ScorerSettings sized =
          settings.stream().choosesPollSize()
              ? settings.withMaxPollRecords(pollSize(settings, backbone, own))
              : settings;
      ScoringEngine engine = resources.add(new BatchingEngine(backbone, settings.engine()));
      return start(
          sized, clusterId, engine, () -> own, !settings.stream().choosesPollSize(), resources);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Starts with somebody else's engine, which stays open when the scorer closes. The bound of a
   * poll is not measured then, if it is left open, but {@value #LARGEST_POLL}.
   *
   * @param fallback the shared prompt to start from when none was published
   */
  public static ScorerApp start(
      ScorerSettings settings, ScoringEngine engine, Supplier<SharedPrompt> fallback) {
    String clusterId = checkBroker(settings);
    ClosingStack resources = new ClosingStack();
    try {
      ScorerSettings sized =
          settings.stream().choosesPollSize()
              ? settings.withMaxPollRecords(LARGEST_POLL)
              : settings;
      return start(
          sized, clusterId, engine, fallback, !settings.stream().choosesPollSize(), resources);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /** The prompt that ships for a backbone, or else one made from its vocabulary. */
  public static SharedPrompt ownPrompt(Backbone backbone, ScorerSettings settings) {
    return SharedPrompts.packaged(backbone.info())
        .orElseGet(
            () -> SharedPrompts.fromVocabulary(backbone, settings.promptLength(), VOCABULARY_SEED));
  }

  private static ScorerApp start(
      ScorerSettings settings,
      String clusterId,
      ScoringEngine engine,
      Supplier<SharedPrompt> fallback,
      boolean checkPace,
      ClosingStack resources) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    resources.onClose(registry::close);
    ScorerAssembly assembly =
        ScorerAssembly.of(settings, engine, fallback, registry, Clock.systemUTC(), resources);
    KafkaStreams streams =
        new MeteredStreams(
            assembly.topology(),
            StreamsConfiguration.of(
                settings, clusterId, settings.topics().replication(), assembly.prefetch()));
    resources.onClose(() -> closeStreams(streams, settings.stream()));
    resources.onClose(assembly.serdes()::stopRetrying);
    RunningScorer view =
        new RunningScorer(
            streams, engine, assembly.bank(), registry, settings, assembly.instance());
    CountDownLatch stopped = new CountDownLatch(1);
    streams.setStateListener(
        (now, before) -> {
          view.changed(now);
          if (now == State.ERROR || now == State.NOT_RUNNING) {
            stopped.countDown();
          }
        });
    streams.setUncaughtExceptionHandler(new FailurePolicy(engine, Clock.systemUTC()));
    streams.setGlobalStateRestoreListener(
        new RestoreBarrier(
            Set.of("tasks", "shared-prompts", "task-updates"),
            () -> {
              assembly.bank().restored();
              if (checkPace) {
                new PaceCheck(engine, settings.stream(), settings.kafka())
                    .run(assembly.bank().newestSharedPrompt());
              }
            }));
    KafkaStreamsMetrics unused = resources.add(bindMetrics(streams, registry));
    Optional<HttpEndpoint> http =
        settings.http().port() < 0
            ? Optional.empty()
            : Optional.of(resources.add(listen(settings, view)));
    run(streams);
    log.atInfo()
        .addKeyValue("application", settings.stream().applicationId())
        .addKeyValue("instance", assembly.instance())
        .addKeyValue("guarantee", settings.stream().guarantee())
        .addKeyValue("httpPort", http.map(HttpEndpoint::port).orElse(-1))
        .log("the scorer runs");
    return new ScorerApp(settings, resources, streams, view, http, stopped);
  }

  /** What probes and people see. */
  public ScorerView view() {
    return view;
  }

  /** The port of the HTTP endpoint, if there is one. */
  public Optional<Integer> httpPort() {
    return http.map(HttpEndpoint::port);
  }

  /**
   * Waits until the stream has stopped by itself, which it does for what no restart of a thread can
   * help.
   *
   * @return whether it has stopped; false after the timeout
   */
  public boolean awaitStopped(Duration timeout) throws InterruptedException {
    return stopped.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Finishes what is under way, commits, and leaves the group unless it has an instance id; bounded
   * by the close timeouts.
   */
  @Override
  public void close() {
    resources.close();
    log.atInfo()
        .addKeyValue("application", settings.stream().applicationId())
        .addKeyValue("state", streams.state())
        .log("the scorer has stopped");
  }

  private static String checkBroker(ScorerSettings settings) {
    return BrokerCheck.run(
        settings.kafka(), Topics.of(settings.topics()), settings.stream().connectTimeout());
  }

  /** On an engine of its own: the first prompt that an engine sees fixes the shape of all. */
  private static int pollSize(ScorerSettings settings, Backbone backbone, SharedPrompt prompt) {
    try (BatchingEngine engine = new BatchingEngine(backbone, settings.engine())) {
      var unused = engine.install(prompt);
      return new PaceCheck(engine, settings.stream(), settings.kafka()).choose(prompt.version());
    }
  }

  private static HttpEndpoint listen(ScorerSettings settings, ScorerView view) {
    try {
      return HttpEndpoint.start(settings.http(), view);
    } catch (UncheckedIOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static void run(KafkaStreams streams) {
    try {
      streams.start();
    } catch (StreamsException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof StartException start) {
          throw start;
        }
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartException("the stream cannot start: " + cause.getMessage(), e);
    }
  }

  private static KafkaStreamsMetrics bindMetrics(
      KafkaStreams streams, PrometheusMeterRegistry registry) {
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(registry);
    return metrics;
  }

  /** Leaves the group, so that others take over at once; who has a name is about to come back. */
  private static void closeStreams(KafkaStreams streams, StreamSettings settings) {
    CloseOptions.GroupMembershipOperation membership =
        settings.instanceId().isPresent()
            ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
            : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
    boolean clean =
        streams.close(
            CloseOptions.groupMembershipOperation(membership).withTimeout(settings.closeTimeout()));
    if (!clean) {
      log.atWarn()
          .addKeyValue("timeout", settings.closeTimeout())
          .log("the stream did not stop in time; what was not committed is read again");
    }
  }
}
