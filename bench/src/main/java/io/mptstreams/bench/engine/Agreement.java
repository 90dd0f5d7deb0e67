package io.mptstreams.bench.engine;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import java.util.List;
import java.util.Optional;

/** How often two backbones give a real text the same label, with the same task numbers. */
final class Agreement {

  private static final List<String> LABELS =
      List.of("a question", "a complaint", "praise", "news", "a request for help");

  private Agreement() {}

  static double of(Backbone full, Backbone half, SharedPrompt prompt, List<String> texts) {
    TaskModel model =
        new TaskModel(
            "agreement", 1, prompt.version(), new ColdStart(full).of(prompt, LABELS, LABELS));
    List<ScoringRequest> requests =
        texts.stream().map(t -> new ScoringRequest("agreement", t, Optional.empty())).toList();
    List<ScoringResult> expected = new OfflineScorer(full).score(prompt, model, requests);
    List<ScoringResult> found = new OfflineScorer(half).score(prompt, model, requests);
    long same = 0;
    for (int i = 0; i < found.size(); i++) {
      same += found.get(i).best() == expected.get(i).best() ? 1 : 0;
    }
    return (double) same / found.size();
  }
}
