package io.mptstreams.streams.score;

import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.streams.feedback.ScoredEvent;
import io.mptstreams.streams.feedback.ScoredEvent.Predicted;
import io.mptstreams.streams.feedback.ScoredEvent.TaskEntry;
import io.mptstreams.streams.intake.HeaderBound;
import io.mptstreams.streams.intake.IncomingEvent;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.route.Branch;
import io.mptstreams.streams.route.DeadLetter;
import io.mptstreams.streams.route.Outcome;
import io.mptstreams.streams.score.InFlight.Asked;
import io.mptstreams.streams.score.InFlight.Declined;
import io.mptstreams.streams.score.InFlight.Submitted;
import io.mptstreams.streams.score.InFlight.TaskPart;
import io.mptstreams.streams.score.InFlight.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One event record in; out come its predictions, or a dead letter for what cannot be scored, and
 * what the feedback join needs to remember. Owned by one stream thread.
 */
public final class ScoreProcessor implements Processor<byte[], byte[], byte[], Outcome> {

  private final PollPrefetch prefetch;
  private final EventSubmitter submitter;
  private final Answers answers;
  private final Predictions predictions;
  private final ScorerMetrics metrics;
  private ProcessorContext<byte[], Outcome> context;

  ScoreProcessor(
      PollPrefetch prefetch,
      EventSubmitter submitter,
      Answers answers,
      Predictions predictions,
      ScorerMetrics metrics) {
    this.prefetch = prefetch;
    this.submitter = submitter;
    this.answers = answers;
    this.predictions = predictions;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Outcome> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> came) {
    SourceRecord source = SourceRecord.of(context.recordMetadata().orElseThrow(), came);
    Record<byte[], byte[]> record =
        came.withTimestamp(source.timeOfOutput(context.currentSystemTimeMs()));
    InFlight inFlight = prefetch.take(source).orElseGet(() -> submitAlone(source));
    try {
      HeaderBound.check(record.headers());
    } catch (RecordRejectedException e) {
      refuse(record, DeadLetter.of(source, e));
      return;
    }
    if (inFlight instanceof Unreadable unreadable) {
      refuse(record, DeadLetter.of(source, unreadable.why()));
    } else if (inFlight instanceof Submitted submitted) {
      answer(record, source, submitted);
    }
  }

  @Override
  public void close() {
    prefetch.forget(context.taskId().partition());
  }

  private InFlight submitAlone(SourceRecord source) {
    metrics.count(ScorerMeter.SUBMITTED_ALONE);
    return submitter.submit(List.of(source)).get(0);
  }

  private void answer(Record<byte[], byte[]> record, SourceRecord source, Submitted submitted) {
    IncomingEvent event = submitted.event();
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    List<TaskEntry> remembered = new ArrayList<>();
    for (TaskPart part : submitted.parts()) {
      try {
        if (part instanceof Declined declined) {
          throw declined.why();
        }
        Asked asked = (Asked) part;
        ScoringResult result = answers.await(asked);
        Prediction prediction = predictions.of(event, asked.served().definition(), result, now);
        forward(record, event.id(), new Outcome.Predicted(prediction), Branch.PREDICTED);
        metrics.count(ScorerMeter.PREDICTIONS, part.task());
        if (prediction.abstained()) {
          forward(record, event.id(), new Outcome.Review(prediction), Branch.REVIEW);
          metrics.count(ScorerMeter.ABSTENTIONS, part.task());
        }
        shadow(record, event, asked, now);
        if (asked.served().definition().acceptsFeedback()) {
          remembered.add(entry(prediction));
        }
      } catch (RecordRejectedException e) {
        refuse(record, new DeadLetter(source, e.code(), e.getMessage(), Optional.of(part.task())));
      }
    }
    if (!remembered.isEmpty()) {
      ScoredEvent scored =
          new ScoredEvent(
              event.id(),
              event.text(),
              event.textPair(),
              event.occurredAt().toEpochMilli(),
              now.toEpochMilli(),
              remembered);
      forward(record, event.id(), new Outcome.Scored(scored), Branch.SCORED);
    }
  }

  /** What the version on trial says; it must not hold up or spoil what serves. */
  private void shadow(
      Record<byte[], byte[]> record, IncomingEvent event, Asked asked, Instant now) {
    asked
        .shadow()
        .flatMap(answers::ifItComes)
        .ifPresent(
            result -> {
              Prediction prediction =
                  predictions.of(event, asked.served().definition(), result, now);
              forward(record, event.id(), new Outcome.Shadow(prediction), Branch.SHADOW);
              metrics.count(ScorerMeter.SHADOWED, asked.task());
            });
  }

  private static TaskEntry entry(Prediction prediction) {
    return new TaskEntry(
        prediction.task(),
        Optional.of(
            new Predicted(prediction.label(), prediction.taskVersion(), prediction.confidence())),
        Optional.empty());
  }

  private void forward(Record<byte[], byte[]> record, String id, Outcome outcome, Branch branch) {
    context.forward(
        new Record<>(
            id.getBytes(StandardCharsets.UTF_8), outcome, record.timestamp(), record.headers()),
        branch.entrance());
  }

  private void refuse(Record<byte[], byte[]> record, DeadLetter letter) {
    metrics.count(ScorerMeter.DEAD_LETTERS, letter.code().name());
    context.forward(
        letter.toRecord(record.headers(), record.timestamp()), Branch.REFUSED.entrance());
  }
}
