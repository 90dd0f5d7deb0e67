package io.mptstreams.trainer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a start has opened so far. Who starts it closes it himself once all of it is there; before
 * that, this does. Belongs to the starting thread.
 */
final class StartedParts {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    open.push(part);
    return part;
  }

  /**
   * Closes all, last first, whatever one of them throws.
   *
   * @param why the start failed; gets what they throw
   */
  void closeAfter(Throwable why) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        why.addSuppressed(e);
      }
    }
  }
}
