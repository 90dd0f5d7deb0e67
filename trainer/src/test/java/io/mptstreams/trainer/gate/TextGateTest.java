package io.mptstreams.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.trainer.guard.GuardSettings;
import io.mptstreams.trainer.guard.LiveGuard;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextGateTest {

  private final TextGate gate = new TextGate(GateSettings.defaults());
  private final LiveGuard guard = new LiveGuard(GuardSettings.defaults());

  @Test
  void waitsForEvidenceByItsWeight() {
    List<HeldOutText> evidence = Collections.nCopies(7, new HeldOutText(-3, -1, 0.5));

    GateVerdict verdict = gate.judge(evidence, true);

    assertThat(verdict.kind()).isEqualTo(LedgerKind.POSTPONED);
    assertThat(verdict.reason()).isEqualTo("3.5 of 4 held-out reference texts");
  }

  /** Gains +2 and -1 of eight texts: mean 0.5, error √(4·4 + 4·1) / 8 = 0.56, 1.5 of that 0.84. */
  @Test
  void leavesTheColdStartOnlyForWhatLooksBetterBeyondDoubt() {
    List<HeldOutText> evidence = gains(2, 2, 2, 2, -1, -1, -1, -1);

    assertThat(gate.judge(evidence, false).kind()).isEqualTo(LedgerKind.REJECTED);
    assertThat(gate.judge(evidence, true).kind()).isEqualTo(LedgerKind.PROMOTED);
    assertThat(gate.judge(gains(2, 2, 2, 2, 1, 1, 1, 1), false).kind())
        .isEqualTo(LedgerKind.PROMOTED);
  }

  /** Gains of -1 throughout: mean -1, error √8 / 8 = 0.35. */
  @Test
  void refusesWhatLooksWorseBeyondDoubt() {
    GateVerdict verdict = gate.judge(gains(-1, -1, -1, -1, -1, -1, -1, -1), true);

    assertThat(verdict.kind()).isEqualTo(LedgerKind.REJECTED);
    assertThat(verdict.reason()).isEqualTo("-1.000 nats a token on 8 held-out reference texts");
    assertThat(verdict.temperature()).isEqualTo(1);
  }

  @Test
  void movesToAnotherPromptOnlyOnEnoughTextsThatAreNoLessLikely() {
    List<HeldOutText> better = Collections.nCopies(16, new HeldOutText(-2, -1.5, 1));

    assertThat(gate.judgeMove(better, 3, 4).reason())
        .isEqualTo("shared prompt 4 for 3: +0.500 nats a token on 16 held-out reference texts");
    assertThat(gate.judgeMove(better.subList(0, 15), 3, 4).kind()).isEqualTo(LedgerKind.REJECTED);
    assertThat(gate.judgeMove(Collections.nCopies(16, new HeldOutText(-1, -2, 1)), 3, 4).kind())
        .isEqualTo(LedgerKind.REJECTED);
  }

  /**
   * Ten of twelve lost: a chance of 79 in 4096, under one in fifty; nine of twelve: 299 in 4096.
   */
  @Test
  void givesWayWhenTooManyTextsAreLessLikelyThanBefore() {
    assertThat(guard.judgeTexts(lost(10, 2))).isPresent();
    assertThat(guard.judgeTexts(lost(9, 3))).isEmpty();
    assertThat(guard.judgeTexts(lost(11, 0))).isEmpty();
  }

  private static List<HeldOutText> gains(double... gains) {
    return IntStream.range(0, gains.length)
        .mapToObj(i -> new HeldOutText(-3, -3 + gains[i], 1))
        .toList();
  }

  private static List<HeldOutText> lost(int losses, int wins) {
    return Stream.concat(
            Collections.nCopies(losses, new HeldOutText(-1, -2, 1)).stream(),
            Collections.nCopies(wins, new HeldOutText(-1, -0.5, 1)).stream())
        .toList();
  }
}
