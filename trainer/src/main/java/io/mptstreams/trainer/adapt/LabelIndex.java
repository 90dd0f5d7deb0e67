package io.mptstreams.trainer.adapt;

import io.mptstreams.trainer.buffer.HeldExample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each label of a task stands. */
public final class LabelIndex {

  private final Map<String, Integer> places = new HashMap<>();

  public LabelIndex(List<String> labels) {
    for (String label : labels) {
      places.put(label, places.size());
    }
  }

  /** The examples whose label is one of the task's. */
  public List<HeldExample> known(List<HeldExample> examples) {
    return examples.stream().filter(e -> places.containsKey(e.label())).toList();
  }

  /** The place of each example's label; all must be known. */
  public int[] of(List<HeldExample> examples) {
    return examples.stream().mapToInt(e -> places.get(e.label())).toArray();
  }
}
