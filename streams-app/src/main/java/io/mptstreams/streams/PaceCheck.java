package io.mptstreams.streams;

import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the engine is fast enough for the timeouts. A poll's records are scored within one
 * transaction; if that takes longer than its timeout, the broker fences the thread, the records are
 * fetched again, and the program turns in circles without an error that says why. So it is measured
 * at start, and refused with the setting that would do.
 */
final class PaceCheck {

  private static final Logger log = LoggerFactory.getLogger(PaceCheck.class);
  private static final String TASK = "#pace";
  private static final int LARGEST_POLL = 256;
  private static final int SAMPLE = 64;
  private static final int WARM_UP = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long DEFAULT_POLL_INTERVAL_MS = 300_000;
  private static final String TYPICAL_TEXT =
      "The parcel came two days late and one corner was crushed, but what was inside works as it"
          + " should and the people on the phone were kind about it.";

  private final ScoringEngine engine;
  private final StreamSettings stream;
  private final Map<String, String> kafka;

  PaceCheck(ScoringEngine engine, StreamSettings stream, Map<String, String> kafka) {
    this.engine = engine;
    this.stream = stream;
    this.kafka = kafka;
  }

  /**
   * Measures and decides; takes about the time of {@value #SAMPLE} events.
   *
   * @throws StartException naming the setting that would do
   */
  void run(long sharedPrompt) {
    Duration perEvent = measure(sharedPrompt);
    check(perEvent);
    log.atInfo()
        .addKeyValue("microsPerEvent", perEvent.toNanos() / 1_000)
        .addKeyValue("maxPollRecords", stream.maxPollRecords())
        .addKeyValue("boundMs", bound().toMillis())
        .log("the engine keeps up with the timeouts");
  }

  /** Measures and chooses a bound of a poll that fits with room to spare. */
  int choose(long sharedPrompt) {
    Duration perEvent = measure(sharedPrompt);
    int chosen = fitting(perEvent);
    log.atInfo()
        .addKeyValue("microsPerEvent", perEvent.toNanos() / 1_000)
        .addKeyValue("maxPollRecords", chosen)
        .log("chose how much a poll may take");
    return chosen;
  }

  /** Half of what would be allowed: a machine has slower moments than its start. */
  int fitting(Duration perEvent) {
    long most = bound().toNanos() / 2 / Math.max(1, perEvent.toNanos() * stream.threads());
    return (int) Math.max(1, Math.min(LARGEST_POLL, most));
  }

  /** Half of what the tighter timeout leaves, for all threads' polls, which share the engine. */
  void check(Duration perRecord) {
    long nanosAllowed = bound().toNanos();
    long nanosNeeded = perRecord.toNanos() * stream.maxPollRecords() * stream.threads();
    if (nanosNeeded > nanosAllowed) {
      long fitting = nanosAllowed / Math.max(1, perRecord.toNanos() * stream.threads());
      throw new StartException(
          ("scoring.max-poll-records %d x %d threads x %.1f ms an event is %.1f s, and must stay"
                  + " under %.1f s, half of the transaction or poll timeout: lower it to %d, or"
                  + " raise scoring.transaction-timeout")
              .formatted(
                  stream.maxPollRecords(),
                  stream.threads(),
                  perRecord.toNanos() / 1e6,
                  nanosNeeded / 1e9,
                  nanosAllowed / 1e9,
                  Math.max(1, fitting)));
    }
  }

  private Duration bound() {
    long pollInterval =
        Long.parseLong(
            kafka.getOrDefault("max.poll.interval.ms", Long.toString(DEFAULT_POLL_INTERVAL_MS)));
    long transaction =
        stream.exactlyOnce()
            ? stream.transactionTimeout().minus(stream.commitInterval()).toMillis()
            : Long.MAX_VALUE;
    return Duration.ofMillis(Math.min(pollInterval, transaction) / 2);
  }

  private Duration measure(long sharedPrompt) {
    try {
      List<String> labels = List.of("good", "bad");
      engine
          .install(
              new TaskModel(
                  TASK, 1, sharedPrompt, get(engine.coldStart(sharedPrompt, labels, labels))))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      score(WARM_UP);
      long start = System.nanoTime();
      score(SAMPLE);
      return Duration.ofNanos((System.nanoTime() - start) / SAMPLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while measuring the engine", e);
    } catch (ExecutionException e) {
      throw new StartException("the engine does not score: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new StartException(
          "the engine does not answer within " + PATIENCE.toSeconds() + " s", e);
    } finally {
      var unused = engine.remove(TASK);
    }
  }

  private void score(int count) throws InterruptedException, ExecutionException, TimeoutException {
    List<ScoringRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Different texts: an engine may tokenise or score equal ones once.
      requests.add(new ScoringRequest(TASK, TYPICAL_TEXT + " Number " + i, Optional.empty()));
    }
    for (CompletableFuture<ScoringResult> answer : engine.submitAll(requests)) {
      get(answer);
    }
  }

  private static <T> T get(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
