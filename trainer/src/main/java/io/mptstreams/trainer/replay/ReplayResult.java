package io.mptstreams.trainer.replay;

import java.util.List;
import java.util.Map;

/**
 * What a replay came to. Accuracy is prequential: each event is judged by the answer given before
 * its label was known.
 *
 * @param accuracy of each line (adaptive, zero_shot, static, static_new_labels, online_probe), the
 *     mean over tasks
 * @param tasks by name
 * @param recoveries one a change
 * @param checkedAnswers answers given anew by a version that still serves after others were
 *     published
 * @param movedAnswers how many of those came out with other bits
 * @param decisions every ledger entry but its example ids, in order
 */
public record ReplayResult(
    long seed,
    int events,
    int labels,
    double lookSeconds,
    Map<String, Double> accuracy,
    Map<String, Task> tasks,
    List<Recovery> recoveries,
    int checkedAnswers,
    int movedAnswers,
    List<Decision> decisions) {

  /**
   * One task.
   *
   * @param version at the end
   * @param alarms drift alarms
   * @param windows of 100 of the task's events
   */
  public record Task(
      int events,
      int labels,
      long version,
      int alarms,
      Map<String, Double> accuracy,
      List<Window> windows) {}

  /**
   * A stretch of a task's events.
   *
   * @param from place of its first event in the stream
   * @param version at its end
   * @param examples labels that had come by its end
   * @param alarms raised within
   */
  public record Window(
      int from, int events, long version, int examples, int alarms, Map<String, Double> accuracy) {}

  /**
   * A ledger entry.
   *
   * @param event place in the stream at which it was written
   */
  public record Decision(
      int event,
      String task,
      String kind,
      long version,
      String trigger,
      String reason,
      int examples) {}
}
