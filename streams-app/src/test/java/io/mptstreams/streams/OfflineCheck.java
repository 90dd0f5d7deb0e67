package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.List;
import java.util.Optional;

/** Predictions against what a version says of the same texts offline, where the id is the text. */
final class OfflineCheck {

  private OfflineCheck() {}

  static TaskModel model(TaskUpdate u) {
    return new TaskModel(
        u.task(),
        u.version(),
        u.sharedPromptVersion(),
        new TaskParameters(
            u.length(),
            u.width(),
            u.rank(),
            u.u(),
            u.v(),
            u.labels(),
            u.labelVectors(),
            u.labelBiases(),
            u.scale(),
            u.temperature()));
  }

  /** To the rounding of a batch. */
  static void assertSame(
      Backbone backbone, SharedPrompt prompt, TaskModel model, List<Prediction> predictions) {
    List<ScoringResult> expected =
        new OfflineScorer(backbone)
            .score(
                prompt,
                model,
                predictions.stream()
                    .map(p -> new ScoringRequest(p.task(), p.eventId(), Optional.empty()))
                    .toList());
    for (int i = 0; i < predictions.size(); i++) {
      float[] probabilities = expected.get(i).probabilities();
      for (int c = 0; c < probabilities.length; c++) {
        assertThat(predictions.get(i).probabilities().get(c))
            .isCloseTo(probabilities[c], within(1e-4f));
      }
    }
  }
}
