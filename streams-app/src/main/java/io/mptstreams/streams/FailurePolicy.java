package io.mptstreams.streams;

import io.mptstreams.engine.scoring.ScoringEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies. An outage passes: the thread is replaced and reads again
 * from the last commit. What a restart cannot help, and a defect that comes back at once, stop the
 * program, so that whoever runs it learns of it. Any thread may call it.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);
  private static final int MOST_DEFECTS = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final ScoringEngine engine;
  private final Clock clock;
  private final Deque<Instant> defects = new ArrayDeque<>();

  FailurePolicy(ScoringEngine engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable error) {
    boolean hopeless =
        has(error, AuthenticationException.class)
            || has(error, AuthorizationException.class)
            || has(error, MissingSourceTopicException.class)
            || has(error, Error.class)
            || !engine.status().alive();
    boolean outage = has(error, RetriableException.class);
    boolean stop = hopeless || (!outage && tooManyDefects());
    log.atError()
        .addKeyValue("response", stop ? "stop" : "replace the thread")
        .setCause(error)
        .log("a stream thread failed");
    return stop
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized boolean tooManyDefects() {
    Instant now = clock.instant();
    defects.addLast(now);
    while (defects.peekFirst().isBefore(now.minus(WINDOW))) {
      defects.removeFirst();
    }
    return defects.size() > MOST_DEFECTS;
  }

  private static boolean has(Throwable error, Class<? extends Throwable> kind) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (kind.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
