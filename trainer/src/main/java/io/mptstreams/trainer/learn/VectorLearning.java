package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.OtherLabels;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.trainer.adapt.Challenger;
import io.mptstreams.trainer.adapt.Challengers;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.adapt.LabelIndex;
import io.mptstreams.trainer.adapt.Material;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.Foretold;
import io.mptstreams.trainer.gate.Gate;
import io.mptstreams.trainer.gate.GateVerdict;
import io.mptstreams.trainer.guard.LiveGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One look at one task of an encoder, from snapshot to verdict: labels changed? roll back? a better
 * challenger?
 */
public final class VectorLearning implements Learning {

  private final ColdStarts coldStarts;
  private final FeatureStore features;
  private final Challengers challengers;
  private final PromptPolicy promptPolicy;
  private final Gate gate;
  private final LiveGuard guard;
  private final PromptMove move;
  private final Decisions decisions;
  private final OutcomeFactory outcomes;

  public VectorLearning(
      ColdStarts coldStarts,
      FeatureStore features,
      Challengers challengers,
      PromptPolicy promptPolicy,
      Gate gate,
      LiveGuard guard,
      OutcomeFactory outcomes) {
    this.coldStarts = coldStarts;
    this.features = features;
    this.challengers = challengers;
    this.promptPolicy = promptPolicy;
    this.gate = gate;
    this.guard = guard;
    this.outcomes = outcomes;
    this.decisions = new Decisions(outcomes);
    this.move = new PromptMove(coldStarts, challengers, gate, outcomes);
  }

  @Override
  public LearningOutcome run(LearningJob job) {
    TaskParameters cold = coldStarts.of(job.shared(), job.task());
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
    Foretold foretold = challengers.foretold(material, job.task().registeredAt(), gate.signal());
    if (!foretold.meant() && learned(job)) {
      return decisions.unlearned(job, cold, foretold);
    }
    Challenger challenger = challengers.withChampionsPrompt(material);
    boolean tried = foretold.meant() && promptPolicy.due(job, material.training().size());
    if (tried) {
      Challenger old = challenger;
      challenger =
          challengers
              .withNewPrompt(material, old, job.seed())
              .map(prompted -> better(material, old, prompted))
              .orElse(old);
    }
    GateVerdict verdict =
        gate.judge(
            challenger.evidence(),
            job.task().labelNames(),
            foretold,
            learnedFrom(job, champion, cold));
    return decisions.judged(job, challenger, verdict, tried);
  }

  /** A cold start that serves again was learned from nothing, under whatever number. */
  private static int learnedFrom(LearningJob job, TaskParameters champion, TaskParameters cold) {
    boolean same =
        Arrays.equals(champion.labelVectors(), cold.labelVectors())
            && Arrays.equals(champion.u(), cold.u())
            && Arrays.equals(champion.v(), cold.v());
    return same ? 0 : job.champion().learnedFrom();
  }

  /** A pinned version stays, and so does one that came from elsewhere. */
  private static boolean learned(LearningJob job) {
    return job.task().pinnedVersion().isEmpty() && !job.champion().trainedOn().isEmpty();
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
    TaskParameters before = OtherLabels.carry(predecessor.parameters().orElse(start), start);
    List<HeldExample> since =
        Stream.concat(material.training().stream(), material.validation().stream())
            .filter(e -> e.position() >= job.champion().until())
            .toList();
    return guard
        .judge(challengers.compare(material, shared, before, material.champion(), since, Map.of()))
        .map(reason -> decisions.rolledBack(job, shared, before, reason));
  }

  private LearningOutcome relabelled(
      LearningJob job, TaskParameters champion, TaskParameters cold) {
    TaskParameters carried = OtherLabels.carry(champion, cold);
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
    return decisions.relabelled(job, champion.labels(), tempered);
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
}
