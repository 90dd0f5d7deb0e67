package io.mptstreams.engine.scoring;

/** What the engine has done so far. Written by the engine thread, read by any. */
final class EngineCounters {

  private volatile long batches;
  private volatile long events;
  private volatile long nanosInBatch;
  private volatile long batchStart;
  private volatile boolean inBatch;
  private volatile int tasks;
  private volatile long bankBytes;

  void batchStarted() {
    batchStart = System.nanoTime();
    inBatch = true;
  }

  // Only the engine thread writes, so reading and then writing a volatile loses nothing.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void batchEnded(int answered) {
    inBatch = false;
    nanosInBatch += System.nanoTime() - batchStart;
    batches++;
    events += answered;
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
        batches,
        events,
        nanosInBatch,
        inBatch ? System.nanoTime() - batchStart : 0);
  }
}
