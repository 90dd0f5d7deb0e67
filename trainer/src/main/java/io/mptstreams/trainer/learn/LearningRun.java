package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.trainer.adapt.Challenger;
import io.mptstreams.trainer.adapt.Challengers;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.adapt.LabelIndex;
import io.mptstreams.trainer.adapt.Material;
import io.mptstreams.trainer.adapt.Parameters;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.Gate;
import io.mptstreams.trainer.gate.GateVerdict;
import io.mptstreams.trainer.guard.LiveGuard;
import io.mptstreams.trainer.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One look at one task, from snapshot to verdict: labels changed? roll back? a better challenger?
 * Belongs to the thread that learns; deterministic in the job.
 */
public final class LearningRun {

  private final ColdStarts coldStarts;
  private final FeatureStore features;
  private final InputWatch inputs;
  private final Challengers challengers;
  private final PromptPolicy promptPolicy;
  private final Gate gate;
  private final LiveGuard guard;
  private final PromptMove move;
  private final OutcomeFactory outcomes;

  public LearningRun(
      ColdStarts coldStarts,
      FeatureStore features,
      InputWatch inputs,
      Challengers challengers,
      PromptPolicy promptPolicy,
      Gate gate,
      LiveGuard guard,
      OutcomeFactory outcomes) {
    this.coldStarts = coldStarts;
    this.features = features;
    this.inputs = inputs;
    this.challengers = challengers;
    this.promptPolicy = promptPolicy;
    this.gate = gate;
    this.guard = guard;
    this.outcomes = outcomes;
    this.move = new PromptMove(coldStarts, challengers, gate, outcomes);
  }

  /** Looks; takes from milliseconds to the budget of a prompt training. */
  public LearningOutcome run(LearningJob job) {
    TaskParameters cold = coldStarts.of(job.shared(), job.task());
    LearningOutcome outcome = decide(job, cold).of(job);
    return inputs
        .look(job, cold)
        .map(shift -> outcome.with(outcomes.alarm(job, shift)))
        .orElse(outcome);
  }

  private LearningOutcome decide(LearningJob job, TaskParameters cold) {
    TaskParameters champion = job.champion().parameters().orElse(cold);
    if (!champion.labels().equals(cold.labels())) {
      return relabelled(job, champion, cold);
    }
    Material material = material(job, cold, champion);
    Optional<LearningOutcome> rollback = rollback(job, material);
    if (rollback.isPresent()) {
      return rollback.get();
    }
    if (material.training().isEmpty()) {
      return outcomes.verdict(
          job, LedgerKind.POSTPONED, "no example to train on", Map.of(), List.of());
    }
    if (job.newer().isPresent() && job.task().pinnedVersion().isEmpty()) {
      return move.decide(job, job.newer().get(), material);
    }
    Challenger challenger = challengers.withChampionsPrompt(material);
    boolean tried = promptPolicy.due(job, material.training().size());
    if (tried) {
      Challenger old = challenger;
      challenger =
          challengers
              .withNewPrompt(material, old, seed(job))
              .map(prompted -> better(material, old, prompted))
              .orElse(old);
    }
    return decide(job, challenger, tried);
  }

  private LearningOutcome decide(LearningJob job, Challenger challenger, boolean tried) {
    GateVerdict verdict =
        gate.judge(
            challenger.evidence(),
            job.task().labelNames(),
            job.champion().version() > 1,
            examplesOf(job.champion()));
    Map<String, Double> figures = outcomes.figures(verdict, challenger, tried);
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
    TaskParameters published = Parameters.at(challenger.parameters(), verdict.temperature());
    Champion next =
        new Champion(
            job.nextVersion(),
            OptionalLong.of(job.shared().version()),
            Optional.of(published),
            Set.copyOf(challenger.trainedOn()),
            job.until(),
            challenger.promptExamples());
    return outcomes.published(
        job,
        LedgerKind.PROMOTED,
        UpdateOrigin.ADAPTED,
        verdict.reason(),
        next,
        challenger.trainedOn(),
        figures);
  }

  /** A version that came from elsewhere does not say; it is taken for well learned. */
  private static int examplesOf(Champion champion) {
    return champion.version() > 1 && champion.trainedOn().isEmpty()
        ? Integer.MAX_VALUE
        : champion.trainedOn().size();
  }

  /** The new prompt only if it is better on the validation share, where both are honest. */
  private Challenger better(Material material, Challenger old, Challenger prompted) {
    GateVerdict verdict =
        gate.judge(
            challengers.compare(
                material,
                material.shared(),
                old.parameters(),
                prompted.parameters(),
                material.validation(),
                old.sourceWeights()),
            old.parameters().labels(),
            false,
            0);
    return verdict.promoted() ? prompted : old;
  }

  private Optional<LearningOutcome> rollback(LearningJob job, Material material) {
    if (job.predecessorShared().isEmpty() || job.task().pinnedVersion().isPresent()) {
      return Optional.empty();
    }
    Champion predecessor = job.predecessor().get();
    SharedPrompt shared = job.predecessorShared().get();
    TaskParameters start = coldStarts.of(shared, job.task());
    TaskParameters before = LabelChange.carry(predecessor.parameters().orElse(start), start);
    List<HeldExample> since =
        Stream.concat(material.training().stream(), material.validation().stream())
            .filter(e -> e.position() >= job.champion().until())
            .toList();
    return guard
        .judge(challengers.compare(material, shared, before, material.champion(), since, Map.of()))
        .map(
            reason ->
                outcomes.published(
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
                    Map.of()));
  }

  private LearningOutcome relabelled(
      LearningJob job, TaskParameters champion, TaskParameters cold) {
    TaskParameters carried = LabelChange.carry(champion, cold);
    List<HeldExample> old =
        Stream.concat(job.training().stream(), job.validation().stream())
            .filter(e -> champion.labels().contains(e.label()))
            .filter(e -> cold.labels().contains(e.label()))
            .toList();
    List<float[]> vectors = new ArrayList<>();
    for (HeldExample e : old) {
      vectors.add(
          features.vector(job.shared(), carried, e.example().text(), e.example().textPair()));
    }
    TaskParameters tempered =
        LabelChange.tempered(
            carried, champion.labels(), vectors, old.stream().map(HeldExample::label).toList());
    Champion next =
        new Champion(
            job.nextVersion(),
            OptionalLong.of(job.shared().version()),
            Optional.of(tempered),
            job.champion().trainedOn(),
            job.champion().until(),
            job.champion().promptExamples());
    return outcomes.published(
        job,
        LedgerKind.PROMOTED,
        UpdateOrigin.ADAPTED,
        LabelChange.reason(champion.labels(), cold.labels()),
        next,
        List.copyOf(job.champion().trainedOn()),
        Map.of());
  }

  private static Material material(LearningJob job, TaskParameters cold, TaskParameters champion) {
    LabelIndex index = new LabelIndex(cold.labels());
    return new Material(
        job.shared(),
        cold,
        champion,
        job.champion().trainedOn(),
        job.champion().promptExamples(),
        index.known(job.training()),
        index.known(job.validation()),
        job.change());
  }

  /** Differs between tasks and versions, and is the same whenever the job is run again. */
  private static long seed(LearningJob job) {
    return 31L * job.task().name().hashCode() + job.nextVersion();
  }

  /** Whether u and v should be trained in a look. */
  public record PromptPolicy(int examples, double growth) {

    boolean due(LearningJob job, int training) {
      return training >= examples
          && (job.trigger() == Trigger.DRIFT || training >= growth * job.promptTriedAt());
    }
  }
}
