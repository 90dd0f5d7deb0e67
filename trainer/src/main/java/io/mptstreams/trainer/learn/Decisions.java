package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.trainer.adapt.Challenger;
import io.mptstreams.trainer.adapt.Parameters;
import io.mptstreams.trainer.gate.Foretold;
import io.mptstreams.trainer.gate.GateVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What follows from a look's findings: the next version, or why there is none. */
final class Decisions {

  private final OutcomeFactory outcomes;

  Decisions(OutcomeFactory outcomes) {
    this.outcomes = outcomes;
  }

  /**
   * The gate has judged a challenger; a pinned task publishes nothing.
   *
   * @param promptTried u and v were trained in this look
   */
  LearningOutcome judged(
      LearningJob job, Challenger challenger, GateVerdict verdict, boolean promptTried) {
    Map<String, Double> figures = outcomes.figures(verdict, challenger, promptTried);
    if (verdict.promoted() && job.task().pinnedVersion().isPresent()) {
      return outcomes.verdict(
          job,
          LedgerKind.POSTPONED,
          "pinned to version "
              + job.task().pinnedVersion().getAsLong()
              + "; the challenger would have won by "
              + verdict.reason(),
          figures,
          challenger.trainedOn());
    }
    if (!verdict.promoted()) {
      return outcomes.verdict(
          job, verdict.kind(), verdict.reason(), figures, challenger.trainedOn());
    }
    return outcomes.published(
        job,
        LedgerKind.PROMOTED,
        UpdateOrigin.ADAPTED,
        verdict.reason(),
        new Champion(
            job.nextVersion(),
            OptionalLong.of(job.shared().version()),
            Optional.of(Parameters.at(challenger.parameters(), verdict.temperature())),
            Set.copyOf(challenger.trainedOn()),
            job.until(),
            challenger.promptExamples()),
        challenger.trainedOn(),
        figures);
  }

  /** The predecessor serves again, under a new number, behind the prompt that it multiplies. */
  LearningOutcome rolledBack(
      LearningJob job, SharedPrompt shared, TaskParameters before, String reason) {
    Champion predecessor = job.predecessor().orElseThrow();
    return outcomes.published(
        job.behind(shared),
        LedgerKind.ROLLED_BACK,
        UpdateOrigin.ROLLED_BACK,
        "back to version " + predecessor.version() + ": " + reason,
        new Champion(
            job.nextVersion(),
            OptionalLong.of(shared.version()),
            Optional.of(before),
            predecessor.trainedOn(),
            predecessor.until(),
            predecessor.promptExamples()),
        List.copyOf(predecessor.trainedOn()),
        Map.of());
  }

  /** The cold start serves again, under a new number: what was learned may have been noise. */
  LearningOutcome unlearned(LearningJob job, TaskParameters coldStart, Foretold foretold) {
    return outcomes.published(
        job,
        LedgerKind.ROLLED_BACK,
        UpdateOrigin.ROLLED_BACK,
        String.format(
            Locale.ROOT,
            "back to the cold start: the labels may be random, predicted %.1f nats over chance",
            foretold.nats()),
        new Champion(
            job.nextVersion(),
            OptionalLong.of(job.shared().version()),
            Optional.of(coldStart),
            Set.of(),
            job.until(),
            0),
        List.of(),
        Map.of("signal", foretold.nats()));
  }

  /**
   * The task's labels are others than the champion's.
   *
   * @param carried the champion for the present labels
   */
  LearningOutcome relabelled(LearningJob job, List<String> before, TaskParameters carried) {
    return outcomes.published(
        job,
        LedgerKind.PROMOTED,
        UpdateOrigin.ADAPTED,
        LabelChange.reason(before, carried.labels()),
        new Champion(
            job.nextVersion(),
            OptionalLong.of(job.shared().version()),
            Optional.of(carried),
            job.champion().trainedOn(),
            job.champion().until(),
            job.champion().promptExamples()),
        List.copyOf(job.champion().trainedOn()),
        Map.of());
  }
}
