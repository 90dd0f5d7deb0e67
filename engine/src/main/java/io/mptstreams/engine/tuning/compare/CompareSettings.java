package io.mptstreams.engine.tuning.compare;

import io.mptstreams.engine.tuning.technique.GradientBudget;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * What is compared.
 *
 * @param data folder of task folders
 * @param tasks names
 * @param shots numbers of examples
 * @param fewer whether a class that has fewer than k train rows gives all it has, and is not
 *     refused
 * @param draws of the examples, numbered from 0; all techniques get the same
 * @param maxTestRows most rows of a test part; the first of a fixed shuffle
 * @param maxTokens longer texts are cut
 * @param budget what each technique may spend on a task
 * @param cells file to which each finished cell is added and from which a run goes on
 * @param others files of runs of other pieces, whose cells count too
 */
public record CompareSettings(
    Path data,
    List<String> tasks,
    List<Shots> shots,
    boolean fewer,
    int draws,
    int maxTestRows,
    int maxTokens,
    GradientBudget budget,
    Path cells,
    List<Path> others) {

  public CompareSettings {
    tasks = List.copyOf(tasks);
    shots = List.copyOf(shots);
    others = List.copyOf(others);
    if (tasks.isEmpty() || shots.isEmpty() || draws < 1 || maxTestRows < 1) {
      throw new IllegalArgumentException(
          "compare needs at least one task, one k, one draw and one test row");
    }
    once("task", tasks);
    once("k", shots);
  }

  /** What is there twice would count twice. */
  static void once(String what, List<?> names) {
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("a " + what + " is named twice: " + names);
    }
  }
}
