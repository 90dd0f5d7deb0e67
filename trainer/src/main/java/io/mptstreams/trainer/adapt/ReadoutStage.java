package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.readout.ReadoutSettings;
import io.mptstreams.engine.readout.ReadoutSolver;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits the readout behind a prompt that stays, and says what a fit without an example would have
 * said of that example. Pure.
 */
public final class ReadoutStage {

  private final ReadoutSettings settings;
  private final int folds;

  public ReadoutStage(ReadoutSettings settings, int folds) {
    this.settings = settings;
    this.folds = folds;
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
    return new ReadoutExamples(
        vectors, java.util.Arrays.copyOf(labels, kept), java.util.Arrays.copyOf(weights, kept));
  }
}
