package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.reload.TaskSlot.OnTrial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings a task's slot and the engine into agreement: the best version at hand that can be served
 * is handed to the engine, which switches between two batches. The caller holds the slot's monitor,
 * so the engine is told of a task's versions in one order. A switch is not waited for; a second
 * thread learns of its end and reports it.
 */
final class Installer implements AutoCloseable {

  private static final String NO_TASK = "#";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration QUIET_TIMEOUT = Duration.ofSeconds(60);

  private final ScoringEngine engine;
  private final PromptShelf shelf;
  private final UpdateCheck check;
  private final Verdicts verdicts;
  private final ScorerMetrics metrics;
  private final ExecutorService followUp =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "mpt-reload");
            thread.setDaemon(true);
            return thread;
          });

  Installer(
      ScoringEngine engine,
      PromptShelf shelf,
      UpdateCheck check,
      Verdicts verdicts,
      ScorerMetrics metrics) {
    this.engine = engine;
    this.shelf = shelf;
    this.check = check;
    this.verdicts = verdicts;
    this.metrics = metrics;
  }

  /**
   * Serves the best version of a slot.
   *
   * @param report whether a version that comes to serve is news for the ledger
   */
  void settle(TaskSlot slot, boolean report) {
    if (slot.definition() == null) {
      endTrial(slot);
      if (slot.served() != null) {
        slot.serve(null);
        var unused = engine.remove(slot.task());
      }
      return;
    }
    OptionalLong pin = slot.definition().pinnedVersion();
    if (pin.isPresent()) {
      settlePinned(slot, pin.getAsLong(), report);
    } else {
      settleNewest(slot, report);
    }
    settleTrial(slot);
  }

  /** The start of a task from its label phrases, now; called with its first event. */
  ServedTask start(TaskSlot slot) {
    if (slot.served() != null) {
      return slot.served();
    }
    TaskDefinition definition = slot.definition();
    long prompt = shelf.newest().orElseThrow();
    try {
      TaskParameters parameters = start(prompt, definition.labels());
      var unused = engine.install(new TaskModel(slot.task(), 1, prompt, parameters));
    } catch (InvalidParametersException e) {
      throw new RecordRejectedException(ErrorCode.INVALID_TASK, e.getMessage(), e);
    }
    metrics.count(ScorerMeter.COLD_STARTS);
    slot.serve(new ServedTask(definition, 1, prompt, trialName(slot)));
    return slot.served();
  }

  /** Waits until every switch that was begun has ended; bounded. */
  void awaitQuiet() {
    try {
      // The engine does what it is told in order: when this is done, all before it is.
      engine.remove(NO_TASK).get(QUIET_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted while the task bank was being restored", e);
    } catch (TimeoutException | ExecutionException e) {
      throw failed("the engine did not take the restored tasks", e);
    }
  }

  @Override
  public void close() {
    followUp.shutdown();
  }

  private void settlePinned(TaskSlot slot, long pin, boolean report) {
    if (pin == 1) {
      serveStart(slot);
      return;
    }
    Optional<Candidate> pinned = slot.find(pin);
    if (pinned.isPresent() && serve(slot, pinned.get(), report)) {
      return;
    }
    if (pinned.isEmpty() && slot.notesMissingPin(pin)) {
      verdicts.refused(
          slot.task(),
          OptionalLong.of(pin),
          champion(slot),
          new Refusal(ErrorCode.UNKNOWN_VERSION, "version " + pin + " is pinned but not at hand"));
    }
    settleNewest(slot, report);
  }

  private void settleNewest(TaskSlot slot, boolean report) {
    for (Candidate candidate : slot.newestFirst()) {
      if (serve(slot, candidate, report)) {
        return;
      }
    }
    serveStart(slot);
  }

  /** The start is made with the next event; until then nobody asks for it. */
  private void serveStart(TaskSlot slot) {
    ServedTask served = slot.served();
    if (served == null) {
      return;
    }
    boolean same =
        served.version() == 1
            && served.sharedPromptVersion() == shelf.newest().orElseThrow()
            && sameLabels(served.definition(), slot.definition());
    slot.serve(same ? served.with(slot.definition()) : null);
  }

  private boolean serve(TaskSlot slot, Candidate candidate, boolean report) {
    ServedTask served = slot.served();
    TaskDefinition definition = slot.definition();
    TaskUpdate update = candidate.update();
    if (served != null
        && served.version() == update.version()
        && sameLabels(served.definition(), definition)) {
      slot.serve(served.with(definition));
      return true;
    }
    if (!shelf.has(update.sharedPromptVersion())) {
      if (slot.notesParked(candidate.version())) {
        verdicts.parked(candidate);
      }
      return false;
    }
    Optional<Refusal> refusal = check.against(definition, update);
    if (refusal.isEmpty()) {
      refusal = install(slot, candidate, report);
    }
    if (refusal.isPresent()) {
      slot.drop(candidate.version());
      verdicts.refused(
          slot.task(), OptionalLong.of(candidate.version()), champion(slot), refusal.get());
      return false;
    }
    slot.serve(
        new ServedTask(
            definition, update.version(), update.sharedPromptVersion(), trialName(slot)));
    return true;
  }

  private Optional<Refusal> install(TaskSlot slot, Candidate candidate, boolean report) {
    TaskUpdate update = candidate.update();
    OptionalLong champion = champion(slot);
    CompletableFuture<Duration> installed;
    try {
      installed = engine.install(model(slot.task(), slot.definition(), update));
    } catch (InvalidParametersException e) {
      return Optional.of(Refusal.of(e));
    } catch (ScoringException e) {
      return Optional.of(new Refusal(ErrorCode.ENGINE_FAILED, e.getMessage()));
    }
    var unused =
        installed.whenCompleteAsync(
            (onDevice, error) -> {
              if (error != null) {
                takeBack(slot, candidate, error);
              } else if (report) {
                verdicts.applied(candidate, champion, onDevice);
              }
            },
            followUp);
    return Optional.empty();
  }

  /** Brings the version on trial beside the one that serves, under a name of its own. */
  private void settleTrial(TaskSlot slot) {
    TaskDefinition definition = slot.definition();
    Optional<Candidate> wanted = definition.trial().flatMap(trial -> slot.find(trial.version()));
    Optional<OnTrial> before = slot.onTrial();
    boolean same =
        wanted.isPresent()
            && before.isPresent()
            && before.get().version() == wanted.get().version()
            && before.get().labels().equals(definition.labels());
    if (!same) {
      endTrial(slot);
      if (wanted.isPresent() && shelf.has(wanted.get().update().sharedPromptVersion())) {
        beginTrial(slot, wanted.get());
      }
    }
    if (slot.served() != null) {
      slot.serve(slot.served().trying(trialName(slot)));
    }
  }

  private void beginTrial(TaskSlot slot, Candidate candidate) {
    String name = slot.task() + "@" + candidate.version();
    Optional<Refusal> refusal = check.against(slot.definition(), candidate.update());
    if (refusal.isEmpty()) {
      try {
        var unused = engine.install(model(name, slot.definition(), candidate.update()));
        slot.onTrial(
            Optional.of(new OnTrial(name, candidate.version(), slot.definition().labels())));
        return;
      } catch (InvalidParametersException e) {
        refusal = Optional.of(Refusal.of(e));
      } catch (ScoringException e) {
        refusal = Optional.of(new Refusal(ErrorCode.ENGINE_FAILED, e.getMessage()));
      }
    }
    slot.drop(candidate.version());
    verdicts.refused(
        slot.task(), OptionalLong.of(candidate.version()), champion(slot), refusal.get());
  }

  private void endTrial(TaskSlot slot) {
    if (slot.onTrial().isPresent()) {
      var unused = engine.remove(slot.onTrial().get().name());
      slot.onTrial(Optional.empty());
    }
  }

  private static Optional<String> trialName(TaskSlot slot) {
    return slot.onTrial().map(OnTrial::name);
  }

  /** The engine failed on the switch and serves what it served before; so must the slot. */
  private void takeBack(TaskSlot slot, Candidate candidate, Throwable error) {
    synchronized (slot) {
      slot.drop(candidate.version());
      verdicts.refused(
          slot.task(),
          OptionalLong.of(candidate.version()),
          champion(slot),
          new Refusal(ErrorCode.ENGINE_FAILED, String.valueOf(error.getMessage())));
      ServedTask served = slot.served();
      if (served != null && served.version() == candidate.version()) {
        slot.serve(null);
        settle(slot, true);
      }
    }
  }

  private TaskModel model(String name, TaskDefinition definition, TaskUpdate update) {
    List<LabelDefinition> missing = LabelRows.missing(definition, update);
    TaskParameters additions =
        missing.isEmpty() ? null : start(update.sharedPromptVersion(), missing);
    TaskParameters parameters = LabelRows.arrange(definition, update, additions);
    return new TaskModel(name, update.version(), update.sharedPromptVersion(), parameters);
  }

  private TaskParameters start(long prompt, List<LabelDefinition> labels) {
    CompletableFuture<TaskParameters> made =
        engine.coldStart(
            prompt,
            labels.stream().map(LabelDefinition::name).toList(),
            labels.stream().map(LabelDefinition::phrase).toList());
    try {
      return made.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    } catch (TimeoutException e) {
      throw failed("the engine made no start within " + START_TIMEOUT, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidParametersException invalid) {
        throw invalid;
      }
      throw failed("the engine failed to embed the label phrases", e.getCause());
    }
  }

  private static ScoringException failed(String message, Throwable cause) {
    return new ScoringException(ScoringException.Reason.ENGINE_FAILED, message, cause);
  }

  private static boolean sameLabels(TaskDefinition a, TaskDefinition b) {
    return a.labels().equals(b.labels()) && a.kind() == b.kind();
  }

  private static OptionalLong champion(TaskSlot slot) {
    ServedTask served = slot.served();
    return served == null ? OptionalLong.empty() : OptionalLong.of(served.version());
  }
}
