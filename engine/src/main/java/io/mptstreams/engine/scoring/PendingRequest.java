package io.mptstreams.engine.scoring;

import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.text.TokenizedText;
import java.util.concurrent.CompletableFuture;

/** A request that waits for its batch. Any thread may end it; the first wins. */
record PendingRequest(String task, TokenizedText text, CompletableFuture<ScoringResult> future) {

  /** Deadline passed, or the caller gave up. */
  boolean isOver() {
    return future.isDone();
  }

  /** The same text for another task. */
  PendingRequest of(String other) {
    return new PendingRequest(other, text, future);
  }

  void fail(Reason reason, String message) {
    future.completeExceptionally(new ScoringException(reason, message));
  }

  void fail(Reason reason, String message, Throwable cause) {
    future.completeExceptionally(new ScoringException(reason, message, cause));
  }
}
