package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.streams.intake.HeaderBound;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.route.DeadLetter;
import io.mptstreams.streams.route.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The feedback topic in; readable feedback out under the id of its event, the rest as dead letters.
 * Producers key as they like: the join relies on the event id in the value alone.
 */
public final class FeedbackIntake implements Processor<byte[], byte[], byte[], Outcome> {

  private final FeedbackReader reader;
  private final ScorerMetrics metrics;
  private ProcessorContext<byte[], Outcome> context;

  public FeedbackIntake(FeedbackReader reader, ScorerMetrics metrics) {
    this.reader = reader;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Outcome> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    SourceRecord source = SourceRecord.of(context.recordMetadata().orElseThrow(), record);
    long time = source.timeOfOutput(context.currentSystemTimeMs());
    try {
      HeaderBound.check(record.headers());
      Feedback feedback = reader.read(source);
      context.forward(
          new Record<>(
              feedback.eventId().getBytes(StandardCharsets.UTF_8),
              new Outcome.Given(List.of(source)),
              time,
              record.headers()));
    } catch (RecordRejectedException e) {
      metrics.count(ScorerMeter.DEAD_LETTERS, e.code().name());
      context.forward(DeadLetter.of(source, e).toRecord(record.headers(), time));
    }
  }
}
