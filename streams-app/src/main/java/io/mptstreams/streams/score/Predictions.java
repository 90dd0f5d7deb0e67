package io.mptstreams.streams.score;

import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.intake.IncomingEvent;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;

/** An engine's result to a prediction. Pure. */
final class Predictions {

  private final String backboneDigest;

  Predictions(String backboneDigest) {
    this.backboneDigest = backboneDigest;
  }

  /** The prediction, abstained where the confidence is under the task's threshold. */
  Prediction of(IncomingEvent event, TaskDefinition task, ScoringResult result, Instant scoredAt) {
    boolean abstained = result.best() >= 0 && task.abstainsAt(result.confidence());
    return new Prediction(
        event.id(),
        task.name(),
        result.label(),
        result.confidence(),
        result.labels(),
        boxed(result.probabilities()),
        result.output(),
        result.taskVersion(),
        result.sharedPromptVersion(),
        backboneDigest,
        result.truncated(),
        abstained,
        event.occurredAt(),
        scoredAt);
  }

  private static List<Float> boxed(float[] values) {
    return new AbstractList<>() {
      @Override
      public Float get(int index) {
        return values[index];
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }
}
