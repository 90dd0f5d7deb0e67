package io.mptstreams.engine.backbone;

import java.util.concurrent.CancellationException;

/**
 * How long work on a backbone notices that its thread was interrupted: between two passes, since a
 * native pass cannot be stopped. A process that exits in the middle of one is taken down by
 * PyTorch, with a crash report.
 */
public final class Interruption {

  private Interruption() {}

  /**
   * To be called before each pass of many. The thread stays interrupted.
   *
   * @throws CancellationException if it is
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
