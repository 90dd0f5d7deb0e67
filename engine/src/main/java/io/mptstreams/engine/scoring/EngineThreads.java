package io.mptstreams.engine.scoring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that run {@link EngineThread}. */
final class EngineThreads {

  private final int count;
  private final AtomicInteger running;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Starts them.
   *
   * @param atEnd run by the last thread that ends
   */
  EngineThreads(int count, EngineThread work, Runnable atEnd) {
    this.count = count;
    running = new AtomicInteger(count);
    Runnable body =
        () -> {
          try {
            work.run();
          } finally {
            if (running.decrementAndGet() == 0) {
              atEnd.run();
              ended.countDown();
            }
          }
        };
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(body, "mpt-engine-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Whether none has ended its work: one that has may still be alive for a moment. */
  boolean alive() {
    return running.get() == count;
  }

  /**
   * Waits, and no less when the thread is interrupted: a process that went on to exit would be
   * taken down by PyTorch in the middle of a pass. The thread stays interrupted.
   *
   * @return false if they did not all end in time
   */
  boolean awaitEnd(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
