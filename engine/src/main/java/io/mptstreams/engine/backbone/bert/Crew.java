package io.mptstreams.engine.backbone.bert;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Threads that help a caller with one batch. Any number of callers may use it. */
final class Crew implements AutoCloseable {

  private final int helpers;

  /** Never makes one caller wait for another's batch; idle threads end. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          runnable -> {
            Thread thread = new Thread(runnable, "mpt-pass");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param size threads that work on a batch, the caller's among them
   */
  Crew(int size) {
    this.helpers = size - 1;
  }

  /**
   * Runs the same work on every thread at once; returns when all have ended, even if the caller is
   * interrupted, because they read and write what is the caller's.
   *
   * @throws java.util.concurrent.CompletionException if it failed on a helper's thread
   */
  void run(Runnable work) {
    CompletableFuture<Void> others =
        CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(work, threads))
                .limit(helpers)
                .toArray(CompletableFuture[]::new));
    try {
      work.run();
    } finally {
      others.join();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
