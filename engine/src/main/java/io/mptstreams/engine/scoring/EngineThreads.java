package io.mptstreams.engine.scoring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The threads that run {@link EngineThread}. */
final class EngineThreads {

  private final List<Thread> threads;
  private final AtomicInteger running;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Starts them.
   *
   * @param atEnd run by the last thread that ends
   */
  EngineThreads(int count, EngineThread work, Runnable atEnd) {
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
    threads = IntStream.range(0, count).mapToObj(i -> new Thread(body, "mpt-engine-" + i)).toList();
    for (Thread thread : threads) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  boolean alive() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  /** Returns false if they did not all end in time. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
