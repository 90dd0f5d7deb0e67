package io.mptstreams.streams.score;

import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.score.InFlight.Asked;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for answers, and tells an input that the engine cannot stomach from an engine that is down:
 * a failed event is tried once more alone, and if that fails too, a harmless text decides. If the
 * engine answers the harmless text, the event is refused; if not, the stream thread fails and no
 * event is lost to an outage.
 */
final class Answers {

  private static final Logger log = LoggerFactory.getLogger(Answers.class);
  private static final String HARMLESS = "ok";

  private final ScoringEngine engine;
  private final ScorerMetrics metrics;
  private final Duration timeout;

  /**
   * @param timeout upper bound of one wait; the engine's own deadline should come first
   */
  Answers(ScoringEngine engine, ScorerMetrics metrics, Duration timeout) {
    this.engine = engine;
    this.metrics = metrics;
    this.timeout = timeout;
  }

  /**
   * The answer.
   *
   * @throws RecordRejectedException if the engine refuses this event
   * @throws EngineUnavailableException if it refuses everything
   */
  ScoringResult await(Asked asked) {
    boolean waits = !asked.answer().isDone();
    long start = waits ? System.nanoTime() : 0;
    try {
      return get(asked.answer());
    } catch (ScoringException e) {
      if (trialHasEnded(asked, e)) {
        ScoringRequest request = asked.request();
        return alone(new ScoringRequest(asked.task(), request.text(), request.textPair()));
      }
      if (isInputsFault(e)) {
        throw rejected(e);
      }
      return alone(asked.request());
    } finally {
      if (waits) {
        metrics.time(ScorerMeter.ANSWER_WAIT, Duration.ofNanos(System.nanoTime() - start));
      }
    }
  }

  /** An answer that nobody depends on; none if the engine fails on it. */
  Optional<ScoringResult> ifItComes(CompletableFuture<ScoringResult> answer) {
    try {
      return Optional.of(get(answer));
    } catch (ScoringException e) {
      log.atDebug().addKeyValue("reason", e.reason()).log("a version on trial gave no answer");
      return Optional.empty();
    }
  }

  private ScoringResult alone(ScoringRequest request) {
    metrics.count(ScorerMeter.RETRIES);
    try {
      return get(engine.submit(request));
    } catch (ScoringException e) {
      if (isInputsFault(e)) {
        throw rejected(e);
      }
      probe(request);
      throw rejected(e);
    }
  }

  private void probe(ScoringRequest request) {
    try {
      get(
          engine.submit(
              new ScoringRequest(
                  request.task(), HARMLESS, request.textPair().map(pair -> HARMLESS))));
    } catch (ScoringException e) {
      throw new EngineUnavailableException("the engine answers nothing: " + e.getMessage(), e);
    }
  }

  private ScoringResult get(CompletableFuture<ScoringResult> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineUnavailableException("interrupted while waiting for the engine", e);
    } catch (TimeoutException e) {
      throw new ScoringException(
          Reason.DEADLINE_EXCEEDED, "no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ScoringException scoring
          ? scoring
          : new ScoringException(
              Reason.ENGINE_FAILED, String.valueOf(e.getCause().getMessage()), e.getCause());
    }
  }

  /** The version on trial was to answer, and was taken out before it did. */
  private static boolean trialHasEnded(Asked asked, ScoringException e) {
    return e.reason() == Reason.UNKNOWN_TASK && !asked.request().task().equals(asked.task());
  }

  private static boolean isInputsFault(ScoringException e) {
    return e.reason() != Reason.DEADLINE_EXCEEDED && e.reason() != Reason.ENGINE_FAILED;
  }

  private static RecordRejectedException rejected(ScoringException e) {
    return new RecordRejectedException(
        ErrorCode.valueOf(e.reason().name()),
        Optional.ofNullable(e.getMessage()).orElse(e.reason().name()),
        e);
  }
}
