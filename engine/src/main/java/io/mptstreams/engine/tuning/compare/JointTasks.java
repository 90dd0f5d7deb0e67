package io.mptstreams.engine.tuning.compare;

import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What techniques learn of all tasks of a run together, once for each draw. */
final class JointTasks {

  private final FewShotDraw draws;
  private final List<TaskFolder> folders;
  private final Map<Key, Prepared> known = new HashMap<>();

  JointTasks(FewShotDraw draws, List<TaskFolder> folders) {
    this.draws = draws;
    this.folders = folders;
  }

  private record Key(String technique, Shots shots, int draw) {}

  /**
   * A technique that is ready for single tasks.
   *
   * @param seconds a task's share of what that took
   */
  record Prepared(Technique technique, double seconds) {}

  Prepared prepared(Technique technique, Shots shots, int draw) {
    if (!technique.joint()) {
      return new Prepared(technique, 0);
    }
    return known.computeIfAbsent(
        new Key(technique.name(), shots, draw), key -> learn(technique, shots, draw));
  }

  private Prepared learn(Technique technique, Shots shots, int draw) {
    List<FewShotTask> tasks =
        folders.stream().map(folder -> draws.draw(folder, shots, draw)).toList();
    long start = System.nanoTime();
    Technique learned = technique.together(tasks);
    return new Prepared(learned, (System.nanoTime() - start) / 1e9 / tasks.size());
  }
}
