package io.mptstreams.trainer.gate;

import io.mptstreams.schemas.record.LedgerKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Challenger against champion, paired, on examples that neither was trained on.
 *
 * <p>With 8 to 30 labels no difference worth having is significant, and a gate that asks for
 * significance never publishes. More labels make a better model before any evidence is in, so this
 * one asks the challenger not to look worse, in accuracy or in likelihood, by more than the doubt
 * that so few examples leave, and leaves rare mistakes to the live guard. Two things more: before
 * the first step away from the cold start, labels must be predicted better than by chance, or
 * random labels would be learned; and no class may pay for the others.
 */
public final class Gate {

  private static final double CLASS_LEVEL = 0.1;

  private final GateSettings settings;

  public Gate(GateSettings settings) {
    this.settings = settings;
  }

  /** Nats by which labels must be foretold by those before them. */
  public double signal() {
    return settings.signal();
  }

  /**
   * Decides by what was held out alone; pure.
   *
   * @param championLearned whether the champion was learned. Only the step away from the cold start
   *     asks whether there is anything to learn
   */
  public GateVerdict judge(
      List<HeldOut> all, List<String> labels, boolean championLearned, int championExamples) {
    double nats = nats(all, labels.size());
    boolean meant = championLearned || nats >= settings.signal();
    return judge(all, labels, new Foretold(nats, meant), championExamples);
  }

  /**
   * Decides; pure.
   *
   * @param all one entry a held-out example
   * @param labels names, for the reason
   * @param foretold whether there is anything to learn
   * @param championExamples how many it was learned from. Only a balance between classes that was
   *     learned from some examples of each is worth keeping: the cold start's is an accident of its
   *     phrases, that of a handful of examples one of their draw, and it would bar every successor
   */
  public GateVerdict judge(
      List<HeldOut> all, List<String> labels, Foretold foretold, int championExamples) {
    List<HeldOut> evidence = fair(all);
    double weight = evidence.stream().mapToDouble(HeldOut::weight).sum();
    int[] truth = evidence.stream().mapToInt(HeldOut::label).toArray();
    Scores champion = Scores.of(evidence.stream().map(HeldOut::champion).toList(), truth);
    Scores challenger = Scores.of(evidence.stream().map(HeldOut::challenger).toList(), truth);
    Comparison c = Comparison.of(evidence, champion, challenger, labels.size());
    Map<String, Double> metrics = new TreeMap<>(c.metrics());
    metrics.put("evidence", (double) evidence.size());
    metrics.put("temperature", (double) challenger.temperature());
    if (weight < settings.minEvidence()) {
      return verdict(
          LedgerKind.POSTPONED,
          String.format(
              Locale.ROOT, "%.1f of %d held-out examples", weight, settings.minEvidence()),
          challenger,
          metrics);
    }
    metrics.put("signal", foretold.nats());
    if (!foretold.meant()) {
      return verdict(
          LedgerKind.POSTPONED,
          String.format(
              Locale.ROOT,
              "the labels may be random: predicted %.1f of %.1f nats over chance",
              foretold.nats(),
              settings.signal()),
          challenger,
          metrics);
    }
    if (c.gain() < -settings.doubt() * c.gainError()
        || c.logGain() < -settings.doubt() * c.logGainError()) {
      return verdict(LedgerKind.REJECTED, points(c), challenger, metrics);
    }
    if (championExamples >= settings.classEvidence() * labels.size()) {
      for (int label = 0; label < labels.size(); label++) {
        if (pays(c, label)) {
          return verdict(
              LedgerKind.REJECTED,
              String.format(
                  Locale.ROOT,
                  "%s, but label \"%s\" would lose %.1f points",
                  points(c),
                  labels.get(label),
                  100 * c.recallDrop(label)),
              challenger,
              metrics);
        }
      }
    }
    return verdict(LedgerKind.PROMOTED, points(c), challenger, metrics);
  }

  /**
   * Whether a task may move from one shared prompt to a newer one; pure. Not what the doubt allows,
   * but what the examples say: what is given up is known to work.
   *
   * @param evidence the old prompt in the champion's place, the newer in the challenger's
   */
  public GateVerdict judgeMove(List<HeldOut> evidence, long from, long to) {
    int[] truth = evidence.stream().mapToInt(HeldOut::label).toArray();
    Scores old = Scores.of(evidence.stream().map(HeldOut::champion).toList(), truth);
    Scores moved = Scores.of(evidence.stream().map(HeldOut::challenger).toList(), truth);
    int labels = evidence.isEmpty() ? 0 : evidence.get(0).champion().length;
    Comparison c = Comparison.of(evidence, old, moved, labels);
    Map<String, Double> metrics = new TreeMap<>(c.metrics());
    metrics.put("evidence", (double) evidence.size());
    metrics.put("temperature", (double) moved.temperature());
    double weight = evidence.stream().mapToDouble(HeldOut::weight).sum();
    boolean stays = weight < settings.promptEvidence() || c.gain() < -settings.promptBound();
    return verdict(
        stays ? LedgerKind.REJECTED : LedgerKind.PROMOTED,
        stays
            ? "shared prompt %d stays; %d would mean %s".formatted(from, to, points(c))
            : "shared prompt %d for %d: %s".formatted(to, from, points(c)),
        moved,
        metrics);
  }

  private static List<HeldOut> fair(List<HeldOut> all) {
    return all.stream().filter(HeldOut::fair).toList();
  }

  /** Nats by which the better of the two beats chance on all that it was not trained on. */
  private static double nats(List<HeldOut> all, int labels) {
    return Math.max(
        nats(fair(all), HeldOut::champion, labels), nats(all, HeldOut::challenger, labels));
  }

  private static double nats(
      List<HeldOut> heldOut, Function<HeldOut, float[]> answers, int labels) {
    int[] truth = heldOut.stream().mapToInt(HeldOut::label).toArray();
    Scores scores = Scores.of(heldOut.stream().map(answers).toList(), truth);
    double nats = 0;
    for (double logProbability : scores.logProbability()) {
      nats += logProbability + Math.log(labels);
    }
    return nats;
  }

  private boolean pays(Comparison c, int label) {
    return c.count(label) >= settings.classEvidence()
        && c.recallDrop(label) > settings.classBound()
        && SignTest.atLeast(c.losses(label), c.wins(label)) <= CLASS_LEVEL;
  }

  private static String points(Comparison c) {
    return String.format(
        Locale.ROOT,
        "%+.1f points, %+.3f nats an example on %d held-out examples",
        100 * c.gain(),
        c.logGain(),
        c.size());
  }

  private static GateVerdict verdict(
      LedgerKind kind, String reason, Scores challenger, Map<String, Double> metrics) {
    return new GateVerdict(kind, reason, challenger.temperature(), metrics);
  }
}
