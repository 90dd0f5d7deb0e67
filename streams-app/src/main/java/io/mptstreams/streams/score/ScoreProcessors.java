package io.mptstreams.streams.score;

import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.route.Outcome;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Makes a {@link ScoreProcessor} for each task of Streams. */
public final class ScoreProcessors implements ProcessorSupplier<byte[], byte[], byte[], Outcome> {

  private final PollPrefetch prefetch;
  private final EventSubmitter submitter;
  private final Answers answers;
  private final Predictions predictions;
  private final ScorerMetrics metrics;

  /**
   * @param timeout upper bound of the wait for one answer
   */
  public ScoreProcessors(
      PollPrefetch prefetch,
      EventSubmitter submitter,
      ScoringEngine engine,
      ScorerMetrics metrics,
      Duration timeout) {
    this.prefetch = prefetch;
    this.submitter = submitter;
    this.answers = new Answers(engine, metrics, timeout);
    this.predictions = new Predictions(engine.backbone().digest());
    this.metrics = metrics;
  }

  @Override
  public Processor<byte[], byte[], byte[], Outcome> get() {
    return new ScoreProcessor(prefetch, submitter, answers, predictions, metrics);
  }
}
