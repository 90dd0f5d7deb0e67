package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.readout.ReadoutSettings;
import io.mptstreams.engine.readout.ReadoutSolver;
import io.mptstreams.engine.readout.TemperatureFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the readout behind a prompt that stays, and says what a fit without an example would have
 * said of that example. Pure.
 */
public final class ReadoutStage {

  /** Pull of the temperature that makes two fits comparable, as a number of examples. */
  private static final double PULL = 5;

  private final ReadoutSettings settings;
  private final NoiseSettings noise;
  private final int folds;

  public ReadoutStage(ReadoutSettings settings, NoiseSettings noise, int folds) {
    this.settings = settings;
    this.noise = noise;
    this.folds = folds;
  }

  /**
   * A stage for some examples, and what it says of each held out.
   *
   * @param heldOut as {@link #heldOut} has it
   */
  public record Suited(ReadoutStage stage, List<float[]> heldOut) {}

  /**
   * This stage, or the one that takes some labels for noise, where labels that were held out are
   * likelier so. Errors near the border between two labels are no noise: each side has the
   * temperature that suits it, which is enough to explain those.
   */
  public Suited suitedTo(TaskParameters prior, ReadoutExamples examples) {
    List<float[]> plain = heldOut(prior, examples);
    int labels = prior.labels().size();
    ReadoutStage doubting = doubting(labels);
    if (doubting == this) {
      return new Suited(this, plain);
    }
    List<float[]> doubted = doubting.heldOut(prior, examples);
    double gain =
        likelihood(doubted, examples, noise.drawn(labels)) - likelihood(plain, examples, 0);
    return gain > noise.evidence() ? new Suited(doubting, doubted) : new Suited(this, plain);
  }

  /** The stage that takes some labels for noise, if any is ever taken so. */
  ReadoutStage doubting(int labels) {
    return noise.wrong() == 0 || labels < 2
        ? this
        : new ReadoutStage(noise.applyTo(settings, labels), noise, folds);
  }

  /** The same, of examples alone. */
  ReadoutStage withoutPhrases() {
    return new ReadoutStage(settings.withVectorLength(0), noise, folds);
  }

  /** Of the labels that count, at the temperature that makes it greatest. */
  private static double likelihood(List<float[]> all, ReadoutExamples examples, double drawn) {
    List<float[]> logits = new ArrayList<>();
    int[] labels = new int[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      if (examples.weights()[i] > 0) {
        labels[logits.size()] = examples.labels()[i];
        logits.add(all.get(i));
      }
    }
    int[] counted = Arrays.copyOf(labels, logits.size());
    float temperature = TemperatureFit.fit(logits, counted, PULL, drawn);
    return TemperatureFit.logLikelihood(logits, counted, temperature, drawn);
  }

  /** The readout fitted to all examples, with phrases as long as the examples say. */
  public TaskParameters fit(TaskParameters prior, ReadoutExamples examples) {
    double length = PhraseLength.of(prior, examples, settings.vectorLength());
    return new ReadoutSolver(settings.withVectorLength(length)).fit(prior, examples);
  }

  /**
   * Held-out logits at temperature 1, one array an example: from the fit on the other folds. An
   * example's fold is its place modulo the number of folds, so that every fold spans all of time.
   */
  public List<float[]> heldOut(TaskParameters prior, ReadoutExamples examples) {
    float[][] logits = new float[examples.size()][];
    int used = Math.min(folds, examples.size());
    for (int fold = 0; fold < used; fold++) {
      LinearReadout readout = new LinearReadout(fit(prior, without(examples, fold, used)));
      for (int i = fold; i < logits.length; i += used) {
        logits[i] = readout.logits(examples.vectors().get(i));
      }
    }
    return List.of(logits);
  }

  private static ReadoutExamples without(ReadoutExamples all, int fold, int folds) {
    List<float[]> vectors = new ArrayList<>();
    int kept = 0;
    int[] labels = new int[all.size()];
    float[] weights = new float[all.size()];
    for (int i = 0; i < all.size(); i++) {
      if (i % folds != fold) {
        vectors.add(all.vectors().get(i));
        labels[kept] = all.labels()[i];
        weights[kept++] = all.weights()[i];
      }
    }
    return new ReadoutExamples(vectors, Arrays.copyOf(labels, kept), Arrays.copyOf(weights, kept));
  }
}
