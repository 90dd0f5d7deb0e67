package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.reload.TaskSlot.OnTrial;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Versions on trial: held by the engine beside the one that serves, under a name that no task can
 * have. The caller holds the slot's monitor.
 */
final class Trials {

  private final ScoringEngine engine;
  private final ModelMaker models;
  private final PromptShelf shelf;
  private final UpdateCheck check;
  private final Verdicts verdicts;

  Trials(
      ScoringEngine engine,
      ModelMaker models,
      PromptShelf shelf,
      UpdateCheck check,
      Verdicts verdicts) {
    this.engine = engine;
    this.models = models;
    this.shelf = shelf;
    this.check = check;
    this.verdicts = verdicts;
  }

  /** Brings the version on trial beside the one that serves, under a name of its own. */
  void settle(TaskSlot slot) {
    TaskDefinition definition = slot.definition();
    Optional<Candidate> wanted = definition.trial().flatMap(trial -> slot.find(trial.version()));
    Optional<OnTrial> before = slot.onTrial();
    boolean same =
        wanted.isPresent()
            && before.isPresent()
            && before.get().version() == wanted.get().version()
            && before.get().labels().equals(definition.labels());
    if (!same) {
      end(slot);
      if (wanted.isPresent() && shelf.has(wanted.get().update().sharedPromptVersion())) {
        begin(slot, wanted.get());
      }
    }
    if (slot.served() != null) {
      slot.serve(slot.served().trying(slot.onTrial().map(OnTrial::name)));
    }
  }

  private void begin(TaskSlot slot, Candidate candidate) {
    String name = slot.task() + "@" + candidate.version();
    Optional<Refusal> refusal = check.against(slot.definition(), candidate.update());
    if (refusal.isEmpty()) {
      try {
        var unused = engine.install(models.model(name, slot.definition(), candidate.update()));
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
        slot.task(), OptionalLong.of(candidate.version()), slot.champion(), refusal.get());
  }

  /** Takes the version on trial out again. */
  void end(TaskSlot slot) {
    if (slot.onTrial().isPresent()) {
      var unused = engine.remove(slot.onTrial().get().name());
      slot.onTrial(Optional.empty());
    }
  }
}
