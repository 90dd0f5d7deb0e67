package io.mptstreams.engine.data;

import java.util.List;

/**
 * What task.json says.
 *
 * @param kind single, pair or generation
 * @param phrases one a label, the label itself where there is no description
 * @param role source or target, or anything else
 * @param instruction the task as one plain question; may be empty
 */
public record TaskHeader(
    String name,
    String kind,
    List<String> labels,
    List<String> phrases,
    String role,
    String instruction) {

  public TaskHeader {
    labels = List.copyOf(labels);
    phrases = List.copyOf(phrases);
  }

  /** Has labels to choose from. */
  public boolean isClassification() {
    return !kind.equals("generation");
  }
}
