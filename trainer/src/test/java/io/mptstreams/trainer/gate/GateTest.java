package io.mptstreams.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.schemas.record.LedgerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final List<String> LABELS = List.of("no", "yes");

  private final Gate gate = new Gate(GateSettings.defaults());

  @Test
  void signTestFollowsTheBinomialDistribution() {
    assertThat(SignTest.atLeast(0, 0)).isEqualTo(1);
    assertThat(SignTest.atLeast(5, 0)).isCloseTo(1.0 / 32, within(1e-12));
    assertThat(SignTest.atLeast(4, 1)).isCloseTo(6.0 / 32, within(1e-12));
  }

  @Test
  void promotesAChallengerThatIsRightMoreOften() {
    GateVerdict verdict = gate.judge(evidence(40, 0.6, 0.9), LABELS, false, 0);

    assertThat(verdict.kind()).isEqualTo(LedgerKind.PROMOTED);
    assertThat(verdict.metrics()).containsKeys("gain", "ece", "signal", "temperature");
  }

  @Test
  void rejectsAChallengerThatIsRightLessOften() {
    assertThat(gate.judge(evidence(60, 0.9, 0.6), LABELS, true, 100).kind())
        .isEqualTo(LedgerKind.REJECTED);
  }

  @Test
  void keepsTheOldSharedPromptWhereTheNewOneWouldCostMoreThanItsBound() {
    GateVerdict better = gate.judgeMove(evidence(200, 0.6, 0.7), 1, 2);
    GateVerdict worse = gate.judgeMove(evidence(200, 0.7, 0.6), 1, 2);
    GateVerdict unknown = gate.judgeMove(evidence(4, 0.6, 0.9), 1, 2);

    assertThat(better.kind()).isEqualTo(LedgerKind.PROMOTED);
    assertThat(worse.kind()).isEqualTo(LedgerKind.REJECTED);
    assertThat(worse.reason()).startsWith("shared prompt 1 stays");
    assertThat(unknown.kind()).isEqualTo(LedgerKind.REJECTED);
  }

  @Test
  void saysWhenThereIsTooLittleToDecideOn() {
    GateVerdict verdict = gate.judge(evidence(3, 0.5, 1), LABELS, false, 0);

    assertThat(verdict.kind()).isEqualTo(LedgerKind.POSTPONED);
    assertThat(verdict.reason()).isEqualTo("3.0 of 4 held-out examples");
  }

  @Test
  void doesNotLeaveTheColdStartForLabelsThatTheTextsDoNotPredict() {
    Random random = new Random(3);
    int left = 0;
    for (int draw = 0; draw < 50; draw++) {
      List<HeldOut> noise = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        noise.add(
            new HeldOut(
                random.nextInt(2), logits(random.nextInt(2)), logits(random.nextInt(2)), true, 1));
      }
      left += gate.judge(noise, LABELS, false, 0).promoted() ? 1 : 0;
    }

    assertThat(left).isLessThanOrEqualTo(5);
  }

  @Test
  void learnsNothingFromLabelsThatWereNotForetold() {
    GateVerdict chance = gate.judge(evidence(40, 0.6, 0.9), LABELS, new Foretold(1.4, false), 0);
    GateVerdict meant = gate.judge(evidence(40, 0.6, 0.9), LABELS, new Foretold(1.4, true), 0);

    assertThat(chance.kind()).isEqualTo(LedgerKind.POSTPONED);
    assertThat(chance.reason())
        .isEqualTo("the labels may be random: predicted 1.4 of 2.5 nats over chance");
    assertThat(chance.metrics()).containsEntry("signal", 1.4);
    assertThat(meant.kind()).isEqualTo(LedgerKind.PROMOTED);
  }

  @Test
  void letsNoClassPayForTheOthers() {
    GateVerdict verdict = gate.judge(otherBalance(), LABELS, true, 100);

    assertThat(verdict.kind()).isEqualTo(LedgerKind.REJECTED);
    assertThat(verdict.reason()).contains("label \"yes\" would lose 50.0 points");
  }

  @Test
  void doesNotKeepABalanceThatAHandfulOfExamplesMade() {
    assertThat(gate.judge(otherBalance(), LABELS, true, 19).kind()).isEqualTo(LedgerKind.PROMOTED);
    assertThat(gate.judge(otherBalance(), LABELS, true, 20).kind()).isEqualTo(LedgerKind.REJECTED);
  }

  /** Better in all, and worse on the smaller class. */
  private static List<HeldOut> otherBalance() {
    List<HeldOut> evidence = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      evidence.add(new HeldOut(0, logits(i % 4 == 0 ? 1 : 0), logits(0), true, 1));
    }
    for (int i = 0; i < 20; i++) {
      evidence.add(new HeldOut(1, logits(1), logits(i % 2), true, 1));
    }
    return evidence;
  }

  private static List<HeldOut> evidence(int n, double champion, double challenger) {
    List<HeldOut> evidence = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int label = i % 2;
      boolean one = (i * 7 % n) < champion * n;
      boolean other = (i * 11 % n) < challenger * n;
      evidence.add(
          new HeldOut(
              label, logits(one ? label : 1 - label), logits(other ? label : 1 - label), true, 1));
    }
    return evidence;
  }

  private static float[] logits(int best) {
    return best == 0 ? new float[] {2, 0} : new float[] {0, 2};
  }
}
