package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.streams.feedback.JoinVerdict.Duplicate;
import io.mptstreams.streams.feedback.JoinVerdict.Late;
import io.mptstreams.streams.feedback.JoinVerdict.Learn;
import io.mptstreams.streams.feedback.JoinVerdict.Refuse;
import io.mptstreams.streams.feedback.JoinVerdict.Wait;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.route.DeadLetter;
import io.mptstreams.streams.route.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Carries out what {@link FeedbackJoin} decides: stores, outputs, meters. One a processor, owned by
 * its stream thread.
 */
final class FeedbackDesk {

  /** Of one event; together they are one record, which may be no larger than one of them. */
  private static final int MOST_PARKED = 100;

  private final FeedbackReader reader;
  private final FeedbackJoin join;
  private final JoinStores stores;
  private final ScorerMetrics metrics;
  private final ProcessorContext<byte[], Outcome> context;

  FeedbackDesk(
      FeedbackReader reader,
      FeedbackJoin join,
      JoinStores stores,
      ScorerMetrics metrics,
      ProcessorContext<byte[], Outcome> context) {
    this.reader = reader;
    this.join = join;
    this.stores = stores;
    this.metrics = metrics;
    this.context = context;
  }

  /** An event was scored: remembers it and takes up the feedback that waited for it. */
  void scored(ScoredEvent event, Headers headers) {
    Instant now = now();
    ScoredEvent before = stores.find(event.eventId(), now);
    stores.remember(before == null ? event : before.merge(event));
    List<SourceRecord> waiting = stores.parked(event.eventId());
    if (!waiting.isEmpty()) {
      stores.unpark(event.eventId());
      waiting.forEach(feedback -> given(feedback, headers));
    }
  }

  /** Feedback came. */
  void given(SourceRecord source, Headers headers) {
    read(source, headers).ifPresent(feedback -> given(feedback, source, headers));
  }

  private void given(Feedback feedback, SourceRecord source, Headers headers) {
    Instant now = now();
    ScoredEvent event = stores.find(feedback.eventId(), now);
    JoinVerdict verdict = join.join(event, feedback, source.timestamp(), now);
    if (verdict instanceof Wait) {
      wait(source, feedback, headers);
    } else if (verdict instanceof Learn learn) {
      stores.remember(learn.now());
      metrics.count(ScorerMeter.FEEDBACK, learn.example().relabel() ? "relabelled" : "joined");
      forward(learn.example().task(), new Outcome.Learned(learn.example()), source, headers);
    } else if (verdict instanceof Duplicate duplicate) {
      stores.remember(duplicate.now());
      metrics.count(ScorerMeter.FEEDBACK, "duplicate");
    } else if (verdict instanceof Late late) {
      late(feedback, late.reason(), source, headers);
    } else if (verdict instanceof Refuse refuse) {
      refuse(source, feedback.task(), refuse.why(), headers);
    }
  }

  /**
   * Empty for what went to the dead letters instead: it was readable when it came, but the rules or
   * the registry may be others since.
   */
  private Optional<Feedback> read(SourceRecord source, Headers headers) {
    try {
      return Optional.of(reader.read(source));
    } catch (RecordRejectedException e) {
      refuse(source, Optional.empty(), e, headers);
      return Optional.empty();
    }
  }

  /** Sends feedback that has waited since before a time to the late topic. */
  void sweep(Instant before) {
    for (Map.Entry<String, List<SourceRecord>> old : stores.parkedBefore(before).entrySet()) {
      stores.unpark(old.getKey());
      for (SourceRecord source : old.getValue()) {
        Headers headers = new RecordHeaders();
        read(source, headers)
            .ifPresent(feedback -> late(feedback, ErrorCode.UNKNOWN_EVENT, source, headers));
      }
    }
  }

  private void wait(SourceRecord source, Feedback feedback, Headers headers) {
    List<SourceRecord> waiting = stores.parked(feedback.eventId());
    int bytes = source.size() + waiting.stream().mapToInt(SourceRecord::size).sum();
    if (waiting.size() >= MOST_PARKED || bytes > FeedbackReader.LARGEST) {
      late(feedback, ErrorCode.UNKNOWN_EVENT, source, headers);
      return;
    }
    stores.park(feedback.eventId(), source, now());
    metrics.count(ScorerMeter.FEEDBACK, "parked");
  }

  private void late(Feedback feedback, ErrorCode reason, SourceRecord source, Headers headers) {
    metrics.count(ScorerMeter.FEEDBACK, "late");
    forward(feedback.eventId(), new Outcome.Unjoined(feedback.withReason(reason)), source, headers);
  }

  private void refuse(
      SourceRecord source, Optional<String> task, RecordRejectedException why, Headers headers) {
    metrics.count(ScorerMeter.FEEDBACK, "refused");
    metrics.count(ScorerMeter.DEAD_LETTERS, why.code().name());
    DeadLetter letter = new DeadLetter(source, why.code(), why.getMessage(), task);
    context.forward(letter.toRecord(headers, timeOf(source)));
  }

  private void forward(String key, Outcome outcome, SourceRecord source, Headers headers) {
    context.forward(
        new Record<>(key.getBytes(StandardCharsets.UTF_8), outcome, timeOf(source), headers));
  }

  private long timeOf(SourceRecord source) {
    return Math.max(0, source.timeOfOutput(context.currentSystemTimeMs()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
