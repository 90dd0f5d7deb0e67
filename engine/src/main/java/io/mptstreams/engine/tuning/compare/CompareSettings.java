package io.mptstreams.engine.tuning.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * What is compared.
 *
 * @param data folder of task folders
 * @param tasks names
 * @param examples k a class each, 0 for all of the train part
 * @param draws of the examples, numbered from 0; all techniques get the same
 * @param maxTestRows most rows of a test part; the first of a fixed shuffle
 * @param maxTokens longer texts are cut
 * @param cells file to which each finished cell is added and from which a run goes on
 */
public record CompareSettings(
    Path data,
    List<String> tasks,
    List<Integer> examples,
    int draws,
    int maxTestRows,
    int maxTokens,
    Path cells) {

  public CompareSettings {
    tasks = List.copyOf(tasks);
    examples = List.copyOf(examples);
    if (tasks.isEmpty() || examples.isEmpty() || draws < 1 || maxTestRows < 1) {
      throw new IllegalArgumentException(
          "compare needs at least one task, one k, one draw and one test row");
    }
    for (int k : examples) {
      if (k < 0) {
        throw new IllegalArgumentException("k must be at least 1, or full, was " + k);
      }
    }
  }
}
