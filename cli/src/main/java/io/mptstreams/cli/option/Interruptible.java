package io.mptstreams.cli.option;

import java.time.Duration;

/**
 * Work on the thread that opened this, which a signal ends between two passes of a model: the
 * thread is interrupted, and the process stays until it has ended or takes too long.
 */
public final class Interruptible implements AutoCloseable {

  private final Thread worker = Thread.currentThread();
  private final Duration patience;
  private final Thread hook = new Thread(this::stop, "mpt-interrupt");

  private Interruptible(Duration patience) {
    this.patience = patience;
  }

  /**
   * @param patience how long the process waits for the thread to end
   */
  public static Interruptible begin(Duration patience) {
    Interruptible work = new Interruptible(patience);
    Runtime.getRuntime().addShutdownHook(work.hook);
    return work;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook with it.
    }
  }

  private void stop() {
    worker.interrupt();
    try {
      worker.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
