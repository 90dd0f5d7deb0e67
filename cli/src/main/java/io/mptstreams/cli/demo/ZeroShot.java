package io.mptstreams.cli.demo;

import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.TaskDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What version 1 would have said of events, had there never been a label. */
final class ZeroShot {

  /** Events between two looks at whether it is to stop: some seconds on a slow machine. */
  private static final int PIECE = 128;

  private final OfflineScorer scorer;
  private final Backbone backbone;
  private final SharedPrompt prompt;

  /**
   * @param scorer takes what the demo's scorer took
   */
  ZeroShot(OfflineScorer scorer, Backbone backbone, SharedPrompt prompt) {
    this.scorer = scorer;
    this.backbone = backbone;
    this.prompt = prompt;
  }

  /**
   * Accuracy by task over events of the stream.
   *
   * @param ending whether somebody wants it to stop; the tasks that are left are left out then
   */
  Map<String, Double> accuracy(
      List<TaskDefinition> tasks, List<DemoEvent> events, BooleanSupplier ending) {
    Map<String, Double> accuracy = new LinkedHashMap<>();
    for (TaskDefinition task : tasks) {
      List<DemoEvent> own =
          events.stream().filter(event -> event.task().equals(task.name())).toList();
      accuracy(task, own, ending).ifPresent(share -> accuracy.put(task.name(), share));
    }
    return accuracy;
  }

  private Optional<Double> accuracy(
      TaskDefinition task, List<DemoEvent> events, BooleanSupplier ending) {
    if (events.isEmpty() || ending.getAsBoolean()) {
      return Optional.empty();
    }
    TaskModel versionOne = ColdModels.versionOne(backbone, prompt, task);
    int right = 0;
    for (int from = 0; from < events.size(); from += PIECE) {
      if (ending.getAsBoolean()) {
        return Optional.empty();
      }
      right += right(versionOne, events.subList(from, Math.min(from + PIECE, events.size())));
    }
    return Optional.of(right / (double) events.size());
  }

  private int right(TaskModel model, List<DemoEvent> events) {
    List<ScoringResult> results =
        scorer.score(
            prompt,
            model,
            events.stream()
                .map(event -> new ScoringRequest(model.task(), event.text(), event.textPair()))
                .toList());
    int right = 0;
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).label().filter(events.get(i).label()::equals).isPresent()) {
        right++;
      }
    }
    return right;
  }
}
