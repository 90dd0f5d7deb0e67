package io.mptstreams.cli.demo;

import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.TaskDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What version 1 would have said of events, had there never been a label. */
final class ZeroShot {

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

  /** Accuracy by task over events of the stream. */
  Map<String, Double> accuracy(List<TaskDefinition> tasks, List<DemoEvent> events) {
    Map<String, Double> accuracy = new LinkedHashMap<>();
    for (TaskDefinition task : tasks) {
      List<DemoEvent> own =
          events.stream().filter(event -> event.task().equals(task.name())).toList();
      accuracy.put(task.name(), accuracy(task, own));
    }
    return accuracy;
  }

  private double accuracy(TaskDefinition task, List<DemoEvent> events) {
    if (events.isEmpty()) {
      return 0;
    }
    List<ScoringResult> results =
        scorer.score(
            prompt,
            ColdModels.versionOne(backbone, prompt, task),
            events.stream()
                .map(event -> new ScoringRequest(task.name(), event.text(), event.textPair()))
                .toList());
    int right = 0;
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).label().filter(events.get(i).label()::equals).isPresent()) {
        right++;
      }
    }
    return right / (double) results.size();
  }
}
