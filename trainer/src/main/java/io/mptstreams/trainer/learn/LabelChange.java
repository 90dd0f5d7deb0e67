package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.Softmax;
import io.mptstreams.trainer.adapt.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a change of a task's labels means for a champion that was made for others. */
final class LabelChange {

  /** How much of its accuracy the old labels may lose to labels without an example. */
  private static final double BOUND = 0.01;

  private static final float STEP = 1;
  private static final int STEPS = 10;

  private LabelChange() {}

  /**
   * Lowers the biases of new labels until they take no more than a point of accuracy from the old
   * ones.
   *
   * @param vectors sentence vectors of examples with old labels
   * @param labels their labels
   */
  static TaskParameters tempered(
      TaskParameters carried, List<String> old, List<float[]> vectors, List<String> labels) {
    boolean[] fresh = new boolean[carried.labels().size()];
    for (int c = 0; c < fresh.length; c++) {
      fresh[c] = !old.contains(carried.labels().get(c));
    }
    TaskParameters now = carried;
    for (int step = 0; step < STEPS && taken(now, fresh, vectors, labels) > BOUND; step++) {
      float[] biases = now.labelBiases().clone();
      for (int c = 0; c < fresh.length; c++) {
        biases[c] -= fresh[c] ? STEP : 0;
      }
      now = Parameters.withBiases(now, biases);
    }
    return now;
  }

  /** The part of the examples that are right among the old labels and lost to a new one. */
  private static double taken(
      TaskParameters p, boolean[] fresh, List<float[]> vectors, List<String> labels) {
    LinearReadout readout = new LinearReadout(p);
    int lost = 0;
    for (int i = 0; i < vectors.size(); i++) {
      float[] logits = readout.logits(vectors.get(i));
      boolean toNew = fresh[Softmax.argMax(logits)];
      float[] old = Arrays.copyOf(logits, logits.length);
      for (int c = 0; c < old.length; c++) {
        old[c] = fresh[c] ? Float.NEGATIVE_INFINITY : old[c];
      }
      boolean rightBefore = p.labels().get(Softmax.argMax(old)).equals(labels.get(i));
      lost += toNew && rightBefore ? 1 : 0;
    }
    return vectors.isEmpty() ? 0 : (double) lost / vectors.size();
  }

  /** What changed, in words. */
  static String reason(List<String> before, List<String> after) {
    List<String> added = new ArrayList<>(after);
    added.removeAll(before);
    List<String> removed = new ArrayList<>(before);
    removed.removeAll(after);
    return "the task's labels changed: added " + added + ", removed " + removed;
  }
}
