package io.mptstreams.trainer.adapt;

import io.mptstreams.trainer.buffer.HeldExample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much each example counts. After a change, an example from before it fades with every newer
 * example of its own label: a label that has no newer examples keeps its old ones in full, one that
 * has many leaves the old world behind.
 *
 * @param halving newer examples of a label that halve the weight of its older ones
 * @param floor least weight of an example from before a change
 * @param change position of the last change; empty if there was none
 * @param sources weight of each source that does not count in full
 */
public record ExampleWeights(
    int halving, double floor, OptionalLong change, Map<String, Double> sources) {

  public ExampleWeights {
    sources = Map.copyOf(sources);
  }

  /** One weight an example, 0 to 1. */
  public float[] of(List<HeldExample> examples) {
    Map<String, Integer> newer = newer(examples);
    float[] weights = new float[examples.size()];
    for (int i = 0; i < weights.length; i++) {
      HeldExample e = examples.get(i);
      double fade = 1;
      if (change.isPresent() && e.position() < change.getAsLong()) {
        double halvings = (double) newer.getOrDefault(e.label(), 0) / halving;
        fade = Math.max(floor, Math.pow(0.5, halvings));
      }
      weights[i] = (float) (fade * sources.getOrDefault(e.source(), 1.0));
    }
    return weights;
  }

  private Map<String, Integer> newer(List<HeldExample> examples) {
    Map<String, Integer> newer = new HashMap<>();
    for (HeldExample e : examples) {
      if (change.isPresent() && e.position() >= change.getAsLong()) {
        newer.merge(e.label(), 1, Integer::sum);
      }
    }
    return newer;
  }
}
