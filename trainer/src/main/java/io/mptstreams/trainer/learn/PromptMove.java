package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.trainer.adapt.Challenger;
import io.mptstreams.trainer.adapt.Challengers;
import io.mptstreams.trainer.adapt.Material;
import io.mptstreams.trainer.gate.Gate;
import io.mptstreams.trainer.gate.GateVerdict;
import io.mptstreams.trainer.gate.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether a task moves to a newer shared prompt. Behind the old and behind the new one a readout is
 * fitted to the same examples, and both answer the examples that were held out; a task that would
 * lose more than a bound keeps the old prompt, for good.
 */
final class PromptMove {

  private final ColdStarts coldStarts;
  private final Challengers challengers;
  private final Gate gate;
  private final OutcomeFactory outcomes;

  PromptMove(ColdStarts coldStarts, Challengers challengers, Gate gate, OutcomeFactory outcomes) {
    this.coldStarts = coldStarts;
    this.challengers = challengers;
    this.gate = gate;
    this.outcomes = outcomes;
  }

  /**
   * Decides.
   *
   * @param material behind the old prompt
   */
  LearningOutcome decide(LearningJob job, SharedPrompt newer, Material material) {
    TaskParameters start = coldStarts.of(newer, job.task());
    Challenger stays = challengers.withChampionsPrompt(material);
    Challenger moves =
        challengers.withChampionsPrompt(
            new Material(
                newer,
                start,
                start,
                Set.of(),
                0,
                material.training(),
                material.validation(),
                material.change()),
            stays.sourceWeights());
    GateVerdict verdict =
        gate.judgeMove(paired(stays, moves), job.shared().version(), newer.version());
    return settle(job, newer, material.coldStart(), moves, verdict, outcomes);
  }

  /**
   * What follows from the verdict.
   *
   * @param coldStart behind the old prompt
   * @param moves the task behind the newer one
   */
  static LearningOutcome settle(
      LearningJob job,
      SharedPrompt newer,
      TaskParameters coldStart,
      Challenger moves,
      GateVerdict verdict,
      OutcomeFactory outcomes) {
    Map<String, Double> figures = outcomes.figures(verdict, moves, false);
    if (verdict.promoted()) {
      return outcomes.published(
          job.behind(newer),
          LedgerKind.PROMOTED,
          UpdateOrigin.ADAPTED,
          verdict.reason(),
          next(job, newer, moves.parameters(), moves.trainedOn(), moves.promptExamples()),
          moves.trainedOn(),
          figures);
    }
    if (job.champion().version() == 1) {
      // a scorer makes version 1 behind the newest prompt, so that staying needs a version
      return outcomes.published(
          job,
          LedgerKind.PROMOTED,
          UpdateOrigin.ADAPTED,
          verdict.reason(),
          next(job, job.shared(), coldStart, List.of(), 0),
          List.of(),
          figures);
    }
    return outcomes.verdict(job, LedgerKind.REJECTED, verdict.reason(), figures, moves.trainedOn());
  }

  private static Champion next(
      LearningJob job,
      SharedPrompt shared,
      TaskParameters parameters,
      List<String> trainedOn,
      int promptExamples) {
    return new Champion(
        job.nextVersion(),
        OptionalLong.of(shared.version()),
        Optional.of(parameters),
        Set.copyOf(trainedOn),
        job.until(),
        promptExamples);
  }

  /** What both say of the same examples; the two lists are in one order. */
  private static List<HeldOut> paired(Challenger stays, Challenger moves) {
    List<HeldOut> pairs = new ArrayList<>();
    for (int i = 0; i < stays.evidence().size(); i++) {
      HeldOut old = stays.evidence().get(i);
      pairs.add(
          new HeldOut(
              old.label(),
              old.challenger(),
              moves.evidence().get(i).challenger(),
              true,
              old.weight()));
    }
    return pairs;
  }
}
