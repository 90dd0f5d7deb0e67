package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.TargetLikelihood;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.trainer.adapt.LabelIndex;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.Gate;
import io.mptstreams.trainer.gate.GateVerdict;
import io.mptstreams.trainer.gate.HeldOut;
import io.mptstreams.trainer.gate.HeldOutText;
import io.mptstreams.trainer.gate.TextGate;
import io.mptstreams.trainer.guard.LiveGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets two versions of a task on a text-to-text backbone side by side: with labels by the answers
 * that the scorer would give, without by the likelihood of the reference texts.
 */
public final class TextJudge {

  private final TargetLikelihood likelihood;
  private final Gate gate;
  private final TextGate textGate;
  private final LiveGuard guard;

  public TextJudge(TargetLikelihood likelihood, Gate gate, TextGate textGate, LiveGuard guard) {
    this.likelihood = likelihood;
    this.gate = gate;
    this.textGate = textGate;
    this.guard = guard;
  }

  /** A version of the task and the prompt that it multiplies. */
  record Version(SharedPrompt shared, TaskParameters parameters) {

    boolean writes() {
      return parameters.labels().isEmpty();
    }
  }

  /**
   * Examples to judge by, with labels of the task.
   *
   * @param weights one an example, 0 for those that do not count
   */
  record Evidence(List<HeldExample> examples, float[] weights) {}

  /** Whether the challenger may take the champion's place. */
  GateVerdict judge(Version one, Version other, Evidence evidence, Champion champion) {
    boolean learned = champion.version() > 1;
    return one.writes()
        ? textGate.judge(texts(one, other, evidence), learned)
        : gate.judge(
            labels(one, other, evidence),
            one.parameters().labels(),
            learned,
            champion.learnedFrom());
  }

  /** Whether the task may move from one shared prompt to the other. */
  GateVerdict judgeMove(Version stays, Version moves, Evidence evidence) {
    long from = stays.shared().version();
    long to = moves.shared().version();
    return stays.writes()
        ? textGate.judgeMove(texts(stays, moves, evidence), from, to)
        : gate.judgeMove(labels(stays, moves, evidence), from, to);
  }

  /** Why the serving version should give way to the one before it, if it should. */
  Optional<String> behind(Version before, Version serving, Evidence since) {
    return before.writes()
        ? guard.judgeTexts(texts(before, serving, since))
        : guard.judge(labels(before, serving, since));
  }

  private List<HeldOut> labels(Version one, Version other, Evidence evidence) {
    int[] labels = new LabelIndex(one.parameters().labels()).of(evidence.examples());
    List<HeldOut> pairs = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      float weight = evidence.weights()[i];
      if (weight > 0) {
        Example e = evidence.examples().get(i).example();
        pairs.add(new HeldOut(labels[i], logits(one, e), logits(other, e), true, weight));
      }
    }
    return pairs;
  }

  private List<HeldOutText> texts(Version one, Version other, Evidence evidence) {
    List<HeldOutText> pairs = new ArrayList<>();
    for (int i = 0; i < evidence.examples().size(); i++) {
      float weight = evidence.weights()[i];
      if (weight > 0) {
        Example e = evidence.examples().get(i).example();
        pairs.add(new HeldOutText(perToken(one, e), perToken(other, e), weight));
      }
    }
    return pairs;
  }

  private float[] logits(Version version, Example e) {
    return likelihood.logits(version.shared(), version.parameters(), e.text(), e.textPair());
  }

  private double perToken(Version version, Example e) {
    return likelihood.perToken(
        version.shared(), version.parameters(), e.text(), e.textPair(), e.label());
  }
}
