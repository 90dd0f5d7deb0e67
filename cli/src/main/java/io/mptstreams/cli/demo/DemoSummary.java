package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo ends with.
 *
 * @param lost events with neither a prediction nor a refusal
 * @param duplicates predictions beyond an event's first
 * @param refused events that became dead letters or were too large to be sent, by reason; no
 *     accuracy counts them
 * @param reloadMs from an update's publication to its first use
 * @param latencyMs from sending an event to seeing its committed prediction
 */
public record DemoSummary(
    int events,
    int predictions,
    int lost,
    int duplicates,
    Map<ErrorCode, Integer> refused,
    Map<String, TaskSummary> tasks,
    Percentiles reloadMs,
    Percentiles latencyMs,
    double eventsPerSecond) {

  /**
   * One task.
   *
   * @param versions the newest version; 1 is the start from the label phrases
   * @param zeroShotAccuracy of version 1, with all labels that the task has in the end, on all
   *     events of the task that were predicted; empty if there were none or the demo was stopped
   * @param accuracyFirstThird prequential: each event by the prediction before its label
   * @param feedback labels given
   */
  public record TaskSummary(
      long versions,
      Optional<Double> zeroShotAccuracy,
      double accuracyFirstThird,
      double accuracyLastThird,
      int feedback) {}

  static DemoSummary of(
      Scoreboard board, ReloadTimes reloads, Map<String, Double> zeroShotAccuracy) {
    Map<String, TaskSummary> tasks = new LinkedHashMap<>();
    board
        .tasks()
        .forEach(
            (name, tally) ->
                tasks.put(
                    name,
                    new TaskSummary(
                        tally.version(),
                        Optional.ofNullable(zeroShotAccuracy.get(name)).map(DemoSummary::rounded),
                        rounded(tally.accuracyFirstThird()),
                        rounded(tally.accuracyLastThird()),
                        tally.feedback())));
    return new DemoSummary(
        board.events(),
        board.predictions(),
        board.outstanding(),
        board.duplicates(),
        board.refused(),
        tasks,
        reloads.percentiles(),
        board.latency(),
        Math.round(board.eventsPerSecond() * 10) / 10.0);
  }

  private static double rounded(double accuracy) {
    return Math.round(accuracy * 1e4) / 1e4;
  }
}
