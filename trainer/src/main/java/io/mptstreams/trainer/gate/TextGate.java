package io.mptstreams.trainer.gate;

import io.mptstreams.schemas.record.LedgerKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Challenger against champion of a task that writes, paired, by the likelihood of reference texts
 * that neither was trained on. As in {@link Gate} the challenger must not look worse by more than
 * the doubt that so few examples leave; the first step away from the cold start must look better by
 * more than that, or texts that mean nothing would be learned.
 */
public final class TextGate {

  private final GateSettings settings;

  public TextGate(GateSettings settings) {
    this.settings = settings;
  }

  /** Sums over the evidence. */
  private record Gain(int size, double weight, double mean, double error) {

    static Gain of(List<HeldOutText> evidence) {
      double weight = 0;
      double sum = 0;
      double squares = 0;
      for (HeldOutText e : evidence) {
        weight += e.weight();
        sum += e.weight() * e.gain();
        squares += Math.pow(e.weight() * e.gain(), 2);
      }
      double divisor = Math.max(weight, 1e-9);
      return new Gain(evidence.size(), weight, sum / divisor, Math.sqrt(squares) / divisor);
    }

    Map<String, Double> metrics() {
      return Map.of("log-gain", mean, "evidence", (double) size);
    }

    String words() {
      return String.format(
          Locale.ROOT, "%+.3f nats a token on %d held-out reference texts", mean, size);
    }
  }

  /**
   * Decides; pure.
   *
   * @param championLearned whether the champion was learned
   */
  public GateVerdict judge(List<HeldOutText> evidence, boolean championLearned) {
    Gain gain = Gain.of(evidence);
    if (gain.weight() < settings.minEvidence()) {
      return verdict(
          LedgerKind.POSTPONED,
          String.format(
              Locale.ROOT,
              "%.1f of %d held-out reference texts",
              gain.weight(),
              settings.minEvidence()),
          gain);
    }
    double doubt = settings.doubt() * gain.error();
    boolean good = championLearned ? gain.mean() >= -doubt : gain.mean() > doubt;
    return verdict(good ? LedgerKind.PROMOTED : LedgerKind.REJECTED, gain.words(), gain);
  }

  /**
   * Whether a task may move from one shared prompt to a newer one; pure.
   *
   * @param evidence the old prompt in the champion's place, the newer in the challenger's
   */
  public GateVerdict judgeMove(List<HeldOutText> evidence, long from, long to) {
    Gain gain = Gain.of(evidence);
    boolean stays = gain.weight() < settings.promptEvidence() || gain.mean() < 0;
    return stays
        ? verdict(
            LedgerKind.REJECTED,
            "shared prompt %d stays; %d would mean %s".formatted(from, to, gain.words()),
            gain)
        : verdict(
            LedgerKind.PROMOTED,
            "shared prompt %d for %d: %s".formatted(to, from, gain.words()),
            gain);
  }

  private static GateVerdict verdict(LedgerKind kind, String reason, Gain gain) {
    return new GateVerdict(kind, reason, 1, gain.metrics());
  }
}
