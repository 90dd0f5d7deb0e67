package io.mptstreams.engine.scoring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the engine has done so far. Written by its threads, read by any. */
final class EngineCounters {

  private final LongAdder batches = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder nanosInBatch = new LongAdder();
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private volatile int tasks;
  private volatile long bankBytes;

  /** A batch under way, with the {@link System#nanoTime} at which it began. */
  static final class Running {
    private final long start = System.nanoTime();

    private long nanos() {
      return System.nanoTime() - start;
    }
  }

  Running batchStarted() {
    Running batch = new Running();
    running.add(batch);
    return batch;
  }

  void batchEnded(Running batch, int answered) {
    running.remove(batch);
    nanosInBatch.add(batch.nanos());
    batches.increment();
    events.add(answered);
  }

  void bankChanged(int nowTasks, long nowBytes) {
    tasks = nowTasks;
    bankBytes = nowBytes;
  }

  EngineStatus status(boolean alive, int queueDepth) {
    return new EngineStatus(
        alive,
        queueDepth,
        tasks,
        bankBytes,
        batches.sum(),
        events.sum(),
        nanosInBatch.sum(),
        running.stream().mapToLong(Running::nanos).max().orElse(0));
  }
}
