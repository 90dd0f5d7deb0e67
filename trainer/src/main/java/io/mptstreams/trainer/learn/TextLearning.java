package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.OtherLabels;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.trainer.adapt.Challenger;
import io.mptstreams.trainer.adapt.ExampleWeights;
import io.mptstreams.trainer.adapt.FadeSettings;
import io.mptstreams.trainer.adapt.LabelIndex;
import io.mptstreams.trainer.adapt.PromptTrainer;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.GateVerdict;
import io.mptstreams.trainer.learn.TextJudge.Evidence;
import io.mptstreams.trainer.learn.TextJudge.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One look at one task of a text-to-text backbone: labels changed? roll back? a better challenger?
 * There is no readout to fit, so a challenger is u and v trained anew from the champion's, on
 * labels' names or reference texts, and the validation share judges it.
 */
public final class TextLearning implements Learning {

  private final ColdStarts coldStarts;
  private final PromptTrainer prompts;
  private final PromptPolicy policy;
  private final TextJudge judge;
  private final FadeSettings fade;
  private final Map<String, Double> sources;
  private final OutcomeFactory outcomes;
  private final Decisions decisions;

  /**
   * @param sources weight of each source that does not count in full
   */
  public TextLearning(
      ColdStarts coldStarts,
      PromptTrainer prompts,
      PromptPolicy policy,
      TextJudge judge,
      FadeSettings fade,
      Map<String, Double> sources,
      OutcomeFactory outcomes) {
    this.coldStarts = coldStarts;
    this.prompts = prompts;
    this.policy = policy;
    this.judge = judge;
    this.fade = fade;
    this.sources = Map.copyOf(sources);
    this.outcomes = outcomes;
    this.decisions = new Decisions(outcomes);
  }

  @Override
  public LearningOutcome run(LearningJob job) {
    TaskParameters cold = coldStarts.of(job.shared(), job.task());
    TaskParameters serving = job.champion().parameters().orElse(cold);
    if (!serving.labels().equals(cold.labels())) {
      return decisions.relabelled(job, serving.labels(), OtherLabels.carry(serving, cold));
    }
    Version champion = new Version(job.shared(), serving);
    Optional<LearningOutcome> rollback = rollback(job, champion);
    if (rollback.isPresent()) {
      return rollback.get();
    }
    List<HeldExample> training = believed(known(cold, job.training()));
    if (training.isEmpty()) {
      return postponed(job, "no example to train on", Map.of());
    }
    if (job.newer().isPresent() && job.task().pinnedVersion().isEmpty()) {
      return move(job, champion, cold, job.newer().get(), training);
    }
    if (!policy.due(job, training.size())) {
      return postponed(
          job,
          "u and v are trained from %d examples on, there are %d"
              .formatted(policy.needed(job), training.size()),
          Map.of());
    }
    return trained(job, job.shared(), serving, training)
        .map(challenger -> judged(job, champion, challenger))
        .orElseGet(() -> outOfTime(job, training.size()));
  }

  private LearningOutcome judged(LearningJob job, Version champion, Challenger challenger) {
    GateVerdict verdict =
        judge.judge(
            champion,
            new Version(job.shared(), challenger.parameters()),
            validation(job, champion.parameters()),
            job.champion());
    return decisions.judged(job, challenger, verdict, true);
  }

  private Optional<LearningOutcome> rollback(LearningJob job, Version champion) {
    if (job.predecessorShared().isEmpty() || job.task().pinnedVersion().isPresent()) {
      return Optional.empty();
    }
    SharedPrompt shared = job.predecessorShared().get();
    TaskParameters start = coldStarts.of(shared, job.task());
    TaskParameters before =
        OtherLabels.carry(job.predecessor().orElseThrow().parameters().orElse(start), start);
    List<HeldExample> since =
        known(start, Stream.concat(job.training().stream(), job.validation().stream()).toList())
            .stream()
            .filter(e -> e.position() >= job.champion().until())
            .toList();
    return judge
        .behind(new Version(shared, before), champion, evidence(job, since))
        .map(reason -> decisions.rolledBack(job, shared, before, reason));
  }

  /** Behind the newer prompt u and v are trained from its own start. */
  private LearningOutcome move(
      LearningJob job,
      Version champion,
      TaskParameters coldStart,
      SharedPrompt newer,
      List<HeldExample> training) {
    Optional<Challenger> moves = trained(job, newer, coldStarts.of(newer, job.task()), training);
    if (moves.isEmpty()) {
      return outOfTime(job, training.size());
    }
    GateVerdict verdict =
        judge.judgeMove(
            champion,
            new Version(newer, moves.get().parameters()),
            validation(job, champion.parameters()));
    return PromptMove.settle(job, newer, coldStart, moves.get(), verdict, outcomes);
  }

  private Optional<Challenger> trained(
      LearningJob job, SharedPrompt shared, TaskParameters start, List<HeldExample> training) {
    List<LabelledText> texts =
        training.stream()
            .map(e -> new LabelledText(e.example().text(), e.example().textPair(), e.label()))
            .toList();
    return prompts
        .train(shared, start, texts, job.seed())
        .map(
            learned ->
                new Challenger(
                    learned,
                    List.of(),
                    training.stream().map(HeldExample::id).toList(),
                    sources,
                    Map.of(),
                    training.size()));
  }

  private Evidence validation(LearningJob job, TaskParameters task) {
    return evidence(job, known(task, job.validation()));
  }

  private Evidence evidence(LearningJob job, List<HeldExample> examples) {
    return new Evidence(
        examples,
        new ExampleWeights(fade.halving(), fade.floor(), job.change(), sources).of(examples));
  }

  private List<HeldExample> believed(List<HeldExample> examples) {
    return examples.stream().filter(e -> sources.getOrDefault(e.source(), 1.0) > 0).toList();
  }

  /** Any reference text is one of a task without labels. */
  private static List<HeldExample> known(TaskParameters task, List<HeldExample> examples) {
    return task.labels().isEmpty() ? examples : new LabelIndex(task.labels()).known(examples);
  }

  private LearningOutcome outOfTime(LearningJob job, int examples) {
    return postponed(
        job,
        "training u and v on " + examples + " examples takes longer than training.prompt.budget",
        Map.of(Figures.PROMPT_TRIED, (double) examples));
  }

  private LearningOutcome postponed(LearningJob job, String reason, Map<String, Double> figures) {
    return outcomes.verdict(job, LedgerKind.POSTPONED, reason, figures, List.of());
  }
}
