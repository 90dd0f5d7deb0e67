package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.readout.Softmax;
import io.mptstreams.trainer.buffer.HeldExample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which sources of labels to believe: a source whose labels agree with held-out predictions far
 * less often than the other sources' labels do is not believed.
 *
 * <p>Held-out predictions are made by all sources together, so the test is relative: it needs a
 * majority of honest labels and says nothing where there is one source only. Predictions of the
 * phrases alone are asked too, in which no source had a part.
 *
 * @param minLabels of a source without which it is believed
 * @param threshold standard errors by which its agreement must fall short of the rest's
 * @param fixed weights set by the operator; they are never changed
 */
public record SourceTrust(int minLabels, double threshold, Map<String, Double> fixed) {

  public SourceTrust {
    fixed = Map.copyOf(fixed);
    if (minLabels < 1) {
      throw new IllegalArgumentException(
          "training.sources.min-labels must be at least 1, was " + minLabels);
    }
    if (!(threshold > 0)) {
      throw new IllegalArgumentException(
          "training.sources.threshold must be positive, was " + threshold);
    }
    fixed.forEach(
        (source, weight) -> {
          if (!(weight >= 0)) {
            throw new IllegalArgumentException(
                "training.sources.weight." + source + " must be at least 0, was " + weight);
          }
        });
  }

  /** Eight labels, two and a half standard errors, no weights by hand. */
  public static SourceTrust defaults() {
    return new SourceTrust(8, 2.5, Map.of());
  }

  /** Labels of one source, and how many agree. */
  private static final class Tally {
    private double labels;
    private double agreed;
  }

  /** Agreement of each source, 0 to 1. */
  public static Map<String, Double> agreement(
      List<HeldExample> examples, int[] labels, List<float[]> heldOut) {
    Map<String, Double> agreement = new TreeMap<>();
    tallies(examples, labels, heldOut)
        .forEach((source, tally) -> agreement.put(source, tally.agreed / tally.labels));
    return agreement;
  }

  /** The weight of each source that does not count in full. */
  public Map<String, Double> weights(
      List<HeldExample> examples, int[] labels, List<float[]> heldOut) {
    Map<String, Tally> tallies = tallies(examples, labels, heldOut);
    Map<String, Double> weights = new HashMap<>(fixed);
    double labelled = tallies.values().stream().mapToDouble(t -> t.labels).sum();
    double agreed = tallies.values().stream().mapToDouble(t -> t.agreed).sum();
    tallies.forEach(
        (source, tally) -> {
          double others = labelled - tally.labels;
          if (fixed.containsKey(source) || tally.labels < minLabels || others < minLabels) {
            return;
          }
          double own = tally.agreed / tally.labels;
          double rest = (agreed - tally.agreed) / others;
          double pooled = (agreed + 1) / (labelled + 2);
          double error = Math.sqrt(pooled * (1 - pooled) * (1 / tally.labels + 1 / others));
          if (own < rest - threshold * error) {
            weights.put(source, 0.0);
          }
        });
    return weights;
  }

  private static Map<String, Tally> tallies(
      List<HeldExample> examples, int[] labels, List<float[]> heldOut) {
    Map<String, Tally> tallies = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      Tally tally = tallies.computeIfAbsent(examples.get(i).source(), s -> new Tally());
      tally.labels++;
      if (Softmax.argMax(heldOut.get(i)) == labels[i]) {
        tally.agreed++;
      }
    }
    return tallies;
  }
}
