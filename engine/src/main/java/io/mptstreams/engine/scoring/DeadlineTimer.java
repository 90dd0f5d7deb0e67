package io.mptstreams.engine.scoring;

import io.mptstreams.engine.scoring.ScoringException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Fails requests that were not answered in time. On a thread of its own, so that callers hear of it
 * even while an engine thread is held up in a pass.
 */
final class DeadlineTimer implements AutoCloseable {

  private final Duration deadline;
  private final ScheduledThreadPoolExecutor timer;

  DeadlineTimer(Duration deadline) {
    this.deadline = deadline;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "mpt-engine-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    // After closing there is nothing to wait for: a late request is failed by the closed mailbox.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** One timer for requests that were submitted together. */
  void watch(List<PendingRequest> requests) {
    if (requests.isEmpty()) {
      return;
    }
    ScheduledFuture<?> alarm =
        timer.schedule(
            () ->
                requests.forEach(
                    request ->
                        request.fail(
                            Reason.DEADLINE_EXCEEDED,
                            "no answer within " + deadline.toMillis() + " ms")),
            deadline.toNanos(),
            TimeUnit.NANOSECONDS);
    CompletableFuture<?>[] futures =
        requests.stream().map(PendingRequest::future).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(futures).whenComplete((done, failure) -> alarm.cancel(false));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
