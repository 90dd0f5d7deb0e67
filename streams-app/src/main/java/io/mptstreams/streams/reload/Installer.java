package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Brings a task's slot and the engine into agreement: the best version at hand that can be served
 * is handed to the engine, which switches between two batches. The caller holds the slot's monitor,
 * so the engine is told of a task's versions in one order. A switch is not waited for; a second
 * thread learns of its end and reports it.
 */
final class Installer implements AutoCloseable {

  private final ScoringEngine engine;
  private final PromptShelf shelf;
  private final UpdateCheck check;
  private final Verdicts verdicts;
  private final VersionKeeper keeper;
  private final ScorerMetrics metrics;
  private final ModelMaker models;
  private final Trials trials;
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
      VersionKeeper keeper,
      ScorerMetrics metrics) {
    this.engine = engine;
    this.shelf = shelf;
    this.check = check;
    this.verdicts = verdicts;
    this.keeper = keeper;
    this.metrics = metrics;
    this.models = new ModelMaker(engine);
    this.trials = new Trials(engine, models, shelf, check, verdicts);
  }

  /**
   * Serves the best version of a slot.
   *
   * @param report whether a version that comes to serve is news for the ledger
   */
  void settle(TaskSlot slot, boolean report) {
    if (slot.definition() == null) {
      trials.end(slot);
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
    trials.settle(slot);
    slot.endangered()
        .ifPresent(
            candidate -> {
              slot.keep(candidate);
              keeper.keep(candidate.update());
            });
  }

  /** The start of a task from its label phrases, now; called with its first event. */
  ServedTask start(TaskSlot slot) {
    if (slot.served() != null) {
      return slot.served();
    }
    TaskDefinition definition = slot.definition();
    long prompt = shelf.newest().orElseThrow();
    try {
      TaskParameters parameters = models.start(prompt, definition.labels());
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
    models.awaitQuiet();
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
          slot.champion(),
          new Refusal(ErrorCode.UNKNOWN_VERSION, "version " + pin + " is pinned but not at hand"));
    }
    settleNewest(slot, report);
  }

  private void settleNewest(TaskSlot slot, boolean report) {
    boolean served =
        serveFirst(slot, slot.newestFirst(), report)
            || serveFirst(slot, slot.lastKeptFirst(), report);
    if (!served) {
      serveStart(slot);
    }
  }

  private boolean serveFirst(TaskSlot slot, List<Candidate> candidates, boolean report) {
    return candidates.stream().anyMatch(candidate -> serve(slot, candidate, report));
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
      slot.spoil();
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
      slot.spoil();
      slot.drop(candidate.version());
      verdicts.refused(
          slot.task(), OptionalLong.of(candidate.version()), slot.champion(), refusal.get());
      return false;
    }
    slot.serve(
        new ServedTask(
            definition, update.version(), update.sharedPromptVersion(), trialName(slot)));
    return true;
  }

  private Optional<Refusal> install(TaskSlot slot, Candidate candidate, boolean report) {
    TaskUpdate update = candidate.update();
    OptionalLong champion = slot.champion();
    CompletableFuture<Duration> installed;
    try {
      installed = engine.install(models.model(slot.task(), slot.definition(), update));
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

  private static Optional<String> trialName(TaskSlot slot) {
    return slot.onTrial().map(OnTrial::name);
  }

  /** The engine failed on the switch and serves what it served before; so must the slot. */
  private void takeBack(TaskSlot slot, Candidate candidate, Throwable error) {
    synchronized (slot) {
      slot.spoil();
      slot.drop(candidate.version());
      verdicts.refused(
          slot.task(),
          OptionalLong.of(candidate.version()),
          slot.champion(),
          new Refusal(ErrorCode.ENGINE_FAILED, String.valueOf(error.getMessage())));
      ServedTask served = slot.served();
      if (served != null && served.version() == candidate.version()) {
        slot.serve(null);
        settle(slot, true);
      }
    }
  }

  private static boolean sameLabels(TaskDefinition a, TaskDefinition b) {
    return a.labels().equals(b.labels()) && a.kind() == b.kind();
  }
}
