package io.mptstreams.engine.scoring;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.InvalidParametersException.Problem;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.ScoringException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scoring engine: checks and tokenises on the caller's thread, queues, and leaves the device to
 * its own threads, each of which runs whole batches. The backbone is shared, not owned: closing the
 * engine leaves it open.
 */
public final class BatchingEngine implements ScoringEngine {

  private static final Logger log = LoggerFactory.getLogger(BatchingEngine.class);

  private final Backbone backbone;
  private final EngineSettings settings;
  private final Intake intake;
  private final Mailbox mailbox;
  private final DeadlineTimer deadlines;
  private final EngineCounters counters = new EngineCounters();
  private final PromptBank bank;
  private final ColdStart coldStart;
  private final EngineThreads threads;
  private final AtomicReference<PromptShape> shape = new AtomicReference<>();
  private final Map<Long, SharedPrompt> sharedPrompts = new ConcurrentHashMap<>();

  public BatchingEngine(Backbone backbone, EngineSettings settings) {
    this.backbone = backbone;
    this.settings = settings;
    intake = new Intake(backbone, settings);
    mailbox = new Mailbox(settings.queueCapacity(), settings.workers());
    deadlines = new DeadlineTimer(settings.deadline());
    bank = new PromptBank(backbone.newManager());
    coldStart = new ColdStart(backbone);
    BatchScorer scorer = new BatchScorer(backbone, bank, settings.generation());
    threads =
        new EngineThreads(
            settings.workers(), new EngineThread(mailbox, settings, scorer, counters), bank::close);
  }

  @Override
  public BackboneInfo backbone() {
    return backbone.info();
  }

  @Override
  public List<CompletableFuture<ScoringResult>> submitAll(List<ScoringRequest> requests) {
    List<PendingRequest> pending = intake.accept(requests);
    List<PendingRequest> good = pending.stream().filter(request -> !request.isOver()).toList();
    deadlines.watch(good);
    int taken = 0;
    String refusal = "the engine is closed";
    try {
      taken = mailbox.put(good);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refusal = "interrupted while the queue was full";
    }
    for (PendingRequest refused : good.subList(taken, good.size())) {
      refused.fail(Reason.ENGINE_FAILED, refusal);
    }
    return pending.stream().map(PendingRequest::future).toList();
  }

  @Override
  public CompletableFuture<Void> install(SharedPrompt prompt) {
    PromptShape.of(prompt).check(prompt, backbone.info());
    shape.compareAndSet(null, PromptShape.of(prompt));
    shape.get().check(prompt, backbone.info());
    sharedPrompts.putIfAbsent(prompt.version(), prompt);
    return command(
        () -> {
          bank.install(prompt);
          counters.bankChanged(bank.size(), bank.bytes());
          return null;
        });
  }

  @Override
  public CompletableFuture<Duration> install(TaskModel model) {
    if (!sharedPrompts.containsKey(model.sharedPromptVersion())) {
      throw unknownSharedPrompt(model.sharedPromptVersion());
    }
    shape.get().check(model, backbone.textToText().isPresent());
    Installation installation = new Installation(bank, counters, model);
    if (!mailbox.post(installation)) {
      installation.future().completeExceptionally(closed());
    }
    return installation.future();
  }

  @Override
  public CompletableFuture<Void> remove(String task) {
    return command(
        () -> {
          bank.remove(task);
          counters.bankChanged(bank.size(), bank.bytes());
          return null;
        });
  }

  @Override
  public CompletableFuture<TaskParameters> coldStart(
      long sharedPromptVersion, List<String> labels, List<String> phrases) {
    SharedPrompt prompt = sharedPrompts.get(sharedPromptVersion);
    if (prompt == null) {
      return CompletableFuture.failedFuture(unknownSharedPrompt(sharedPromptVersion));
    }
    return command(() -> coldStart.of(prompt, labels, phrases));
  }

  @Override
  public EngineStatus status() {
    return counters.status(threads.alive(), mailbox.depth());
  }

  @Override
  public void close() {
    mailbox.close();
    if (!threads.awaitEnd(settings.closeTimeout())) {
      log.atWarn()
          .addKeyValue("waiting", mailbox.depth())
          .log("the engine did not finish in time; what waits is failed");
      mailbox
          .takeAll()
          .forEach(request -> request.fail(Reason.ENGINE_FAILED, "the engine is closing"));
    }
    deadlines.close();
  }

  private <T> CompletableFuture<T> command(Supplier<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    boolean taken =
        mailbox.post(
            () -> {
              try {
                future.complete(work.get());
              } catch (RuntimeException | OutOfMemoryError e) {
                future.completeExceptionally(e);
              }
            });
    if (!taken) {
      future.completeExceptionally(closed());
    }
    return future;
  }

  private static ScoringException closed() {
    return new ScoringException(Reason.ENGINE_FAILED, "the engine is closed");
  }

  private InvalidParametersException unknownSharedPrompt(long version) {
    List<Long> known = new ArrayList<>(sharedPrompts.keySet());
    known.sort(null);
    return new InvalidParametersException(
        Problem.UNKNOWN_SHARED_PROMPT,
        "shared prompt " + version + " is not installed, there are " + known);
  }
}
