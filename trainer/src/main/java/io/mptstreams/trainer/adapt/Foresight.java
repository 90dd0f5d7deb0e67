package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.readout.TemperatureFit;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.Foretold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How much better than by chance each label was foretold by those before it: a test for labels
 * drawn at random that may be asked as often as one likes.
 *
 * <p>Somebody bets on each label with what the labels before it taught, at the odds that are fair
 * where every label is as likely: wealth is multiplied by C · p, where C is the number of labels
 * and p the probability that was given to the one that came. On labels drawn at random wealth is a
 * martingale that starts at 1: it ever reaches e^s, however long it goes on, with a probability of
 * at most e^−s (Ville's inequality; Shafer and Vovk, Game-Theoretic Foundations for Probability and
 * Finance, 2019, chapter 2). Two begin with half of it each, one who fits readouts that are held to
 * the phrases and one who knows nothing of them, which are seldom mistaken together.
 *
 * <p>Labels mean something once the logarithm of the wealth is s, and no longer if it falls back to
 * where it began, unless it was 2 s before: that much is proof for good.
 *
 * <p>C is how many labels there were when the label came: one that was drawn at random from fewer
 * would be foretold by whoever has learned that the new ones never came. Of labels from before the
 * task's definition it is not known; that those among them were there is.
 *
 * <p>This holds as long as no bet knows a label that comes later. So a fit's examples, its
 * temperature and the sources that it believes are taken from the labels before, and where the next
 * fit is made depends on nothing but their number. Pure.
 */
final class Foresight {

  /** Part of each bet that is spread evenly: no label costs more than ln 10 = 2.3 nats. */
  private static final double SPREAD = 0.1;

  /** Where the temperature of a bet starts that knows the phrases: they are too sure of it. */
  private static final float CAUTION = 2;

  /** Pull to that temperature, as a number of examples. */
  private static final double PULL = 5;

  /** A new fit for each example, later for a quarter more of them. */
  private static final int GROWTH = 4;

  private final SourceTrust trust;
  private final ReadoutStage stage;
  private final double signal;

  /**
   * @param trust which sources are believed, by the labels before a bet
   * @param stage how readouts are fitted
   * @param signal s, nats
   */
  Foresight(SourceTrust trust, ReadoutStage stage, double signal) {
    this.trust = trust;
    this.stage = stage;
    this.signal = signal;
  }

  /**
   * What came of the bets.
   *
   * @param prior what readouts are held to
   * @param examples in the order in which their labels came
   * @param vectors of the same examples
   * @param definedAt when the task got the labels that it has
   */
  Foretold of(
      TaskParameters prior, List<HeldExample> examples, List<float[]> vectors, Instant definedAt) {
    int[] labels = new LabelIndex(prior.labels()).of(examples);
    int[] choices = choices(prior, examples, definedAt);
    List<Bettor> bettors =
        List.of(new Bettor(stage, prior, CAUTION), new Bettor(stage.withoutPhrases(), prior, 1));
    Foretold standing = new Foretold(0, signal == 0);
    if (standing.meant()) {
      return standing;
    }
    int until;
    for (int from = 0; from < labels.length; from = until) {
      until = Math.min(labels.length, from + Math.max(1, from / GROWTH));
      int[] known = Arrays.copyOf(labels, from);
      Map<String, Double> sources =
          trust.weights(examples.subList(0, from), known, bettors.get(0).said);
      float[] weights = new float[until];
      for (int i = 0; i < until; i++) {
        weights[i] = sources.getOrDefault(examples.get(i).source(), 1.0).floatValue();
      }
      for (Bettor bettor : bettors) {
        bettor.learn(vectors.subList(0, from), known, weights);
      }
      for (int i = from; i < until; i++) {
        for (Bettor bettor : bettors) {
          bettor.bet(vectors.get(i), labels[i], choices[i], weights[i] > 0);
        }
        standing = after(standing, together(bettors));
        if (standing.nats() >= 2 * signal) {
          return standing;
        }
      }
    }
    return standing;
  }

  /** C, for each example. */
  private static int[] choices(
      TaskParameters prior, List<HeldExample> examples, Instant definedAt) {
    Predicate<HeldExample> before = e -> e.example().labelledAt().isBefore(definedAt);
    int known = (int) examples.stream().filter(before).map(HeldExample::label).distinct().count();
    return examples.stream()
        .mapToInt(e -> before.test(e) ? known : prior.labels().size())
        .toArray();
  }

  private Foretold after(Foretold before, double nats) {
    return new Foretold(nats, nats >= signal || (before.meant() && nats > 0));
  }

  /** Logarithm of the mean of their wealth. */
  private static double together(List<Bettor> bettors) {
    double most = bettors.stream().mapToDouble(b -> b.nats).max().orElseThrow();
    double sum = bettors.stream().mapToDouble(b -> Math.exp(b.nats - most)).sum();
    return most + Math.log(sum / bettors.size());
  }

  /** What a way to fit said of each example beforehand, and the logarithm of its wealth. */
  private static final class Bettor {

    private final ReadoutStage way;
    private final TaskParameters prior;
    private final float caution;
    private final List<float[]> said = new ArrayList<>();
    private LinearReadout readout;
    private float temperature;
    private double nats;

    Bettor(ReadoutStage way, TaskParameters prior, float caution) {
      this.way = way;
      this.prior = prior;
      this.caution = caution;
    }

    void learn(List<float[]> vectors, int[] labels, float[] weights) {
      float[] counted = Arrays.copyOf(weights, labels.length);
      TaskParameters fitted = way.fit(prior, new ReadoutExamples(vectors, labels, counted));
      readout = new LinearReadout(Parameters.at(fitted, caution));
      List<float[]> believed = new ArrayList<>();
      int[] theirs = new int[labels.length];
      for (int i = 0; i < labels.length; i++) {
        if (counted[i] > 0) {
          theirs[believed.size()] = labels[i];
          believed.add(said.get(i));
        }
      }
      temperature =
          TemperatureFit.fit(believed, Arrays.copyOf(theirs, believed.size()), PULL, SPREAD);
    }

    void bet(float[] vector, int label, int choices, boolean believed) {
      float[] logits = readout.logits(vector);
      said.add(logits);
      if (believed) {
        nats +=
            Math.log(choices)
                + TemperatureFit.logLikelihood(
                    List.of(logits), new int[] {label}, temperature, SPREAD);
      }
    }
  }
}
