package io.mptstreams.streams.route;

import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.streams.feedback.ScoredEvent;
import io.mptstreams.streams.intake.SourceRecord;
import java.util.List;

/** What comes of an input; each kind has a topic of its own. */
public sealed interface Outcome {

  /** For the predictions' topic. */
  record Predicted(Prediction prediction) implements Outcome {}

  /** For the review topic, beside its prediction. */
  record Review(Prediction prediction) implements Outcome {}

  /** A candidate's prediction, for the shadow topic. */
  record Shadow(Prediction prediction) implements Outcome {}

  /** A scored event that feedback may come for. */
  record Scored(ScoredEvent event) implements Outcome {}

  /** Readable feedback on its way to the join. */
  record Given(List<SourceRecord> feedback) implements Outcome {}

  /** For the examples' topic. */
  record Learned(Example example) implements Outcome {}

  /** Feedback that is not joined, with the reason. */
  record Unjoined(Feedback feedback) implements Outcome {}

  /** For the dead letters' topic; the headers say why. */
  record Refused(byte[] value) implements Outcome {}
}
