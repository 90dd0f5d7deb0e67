package io.mptstreams.trainer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.trainer.examples.ExampleSource;
import io.mptstreams.trainer.examples.StateReader;
import io.mptstreams.trainer.learn.OutcomeFactory;
import io.mptstreams.trainer.learn.TaskStatus;
import io.mptstreams.trainer.learn.TrainerCore;
import io.mptstreams.trainer.publish.TransactionalPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running trainer. Several of one group share the tasks by the partitions of {@code
 * mpt.examples}. It keeps no state: killed anywhere and started again, it comes to the same
 * decisions.
 */
public final class TrainerApp implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TrainerApp.class);
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final long VOCABULARY_SEED = 7;

  private final Backbone backbone;
  private final AvroSerdes serdes;
  private final Worker worker;
  private final TrainerLoop loop;
  private final Optional<StatusServer> statusServer;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread thread;

  private TrainerApp(TrainerSettings settings, StartedParts parts) {
    Clock clock = Clock.systemUTC();
    Topics topics = Topics.of(settings.topics());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    TrainerMeters meters = new TrainerMeters(registry);
    KafkaClients clients = new KafkaClients(settings);
    backbone = parts.add(Backbones.open(settings.backbone()));
    serdes = parts.add(new AvroSerdes(settings.registry()));
    TrainerCore core =
        new TrainerCore(settings.learner(), startingPrompt(settings), settings.instance(), clock);
    StateReader state =
        new StateReader(
            parts.add(clients.stateConsumer()),
            parts.add(clients.admin()),
            topics,
            serdes,
            core,
            backbone.info().digest(),
            meters::rejected);
    ExampleSource examples =
        new ExampleSource(
            parts.add(clients.exampleConsumer()), topics, serdes, core, state, meters::rejected);
    worker =
        parts.add(
            new Worker(
                LearnerAssembly.learning(
                    backbone,
                    settings.learner(),
                    LearnerAssembly.features(backbone, settings.learner().adapt()),
                    settings.instance()),
                new OutcomeFactory(settings.instance(), backbone.info().digest()),
                meters));
    loop =
        new TrainerLoop(
            core,
            state,
            examples,
            parts.add(new TransactionalPublisher(clients::producer, topics, serdes)),
            worker,
            meters,
            settings.registryTimeout());
    statusServer =
        settings.statusPort() < 0
            ? Optional.empty()
            : Optional.of(
                StatusServer.start(
                    settings.statusHost(), settings.statusPort(), loop, registry::scrape, clock));
    thread = new Thread(this::run, "mpt-trainer");
  }

  /**
   * Opens the backbone and starts polling; returns before the group is joined.
   *
   * @throws StartException if its status port is taken
   */
  public static TrainerApp start(TrainerSettings settings) {
    StartedParts parts = new StartedParts();
    try {
      TrainerApp app = new TrainerApp(settings, parts);
      app.thread.start();
      return app;
    } catch (RuntimeException | Error e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  /** Every task of this trainer. */
  public List<TaskStatus> status() {
    return loop.status();
  }

  /** Whether it has joined its group and rebuilt its buffers. */
  public boolean ready() {
    return loop.ready();
  }

  /** Asks for a look at a task, whatever its triggers say. */
  public void look(String task) {
    loop.command(task);
  }

  /** Where the status server listens; empty if there is none. */
  public Optional<Integer> statusPort() {
    return statusServer.map(StatusServer::port);
  }

  /** Completes when the trainer has stopped; exceptionally if it cannot go on. */
  public CompletableFuture<Void> done() {
    return done;
  }

  /** Stops polling, lets the present look end within a bound, and leaves the group. */
  @Override
  public void close() {
    loop.stop();
    serdes.stopRetrying();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    statusServer.ifPresent(StatusServer::close);
    worker.close();
    serdes.close();
    backbone.close();
  }

  private void run() {
    try {
      loop.run();
      done.complete(null);
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("the trainer cannot go on");
      done.completeExceptionally(e);
    }
  }

  private SharedPrompt startingPrompt(TrainerSettings settings) {
    return SharedPrompts.packaged(backbone.info())
        .orElseGet(
            () -> SharedPrompts.fromVocabulary(backbone, settings.promptLength(), VOCABULARY_SEED));
  }
}
