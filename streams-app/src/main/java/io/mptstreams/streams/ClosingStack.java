package io.mptstreams.streams;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, last first, each once, whatever one of them throws. Closed by any thread.
 */
final class ClosingStack implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClosingStack.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final BooleanSupplier givenUp;
  private volatile boolean closing;

  ClosingStack() {
    this(() -> false);
  }

  /**
   * @param givenUp whether somebody is about to close this
   */
  ClosingStack(BooleanSupplier givenUp) {
    this.givenUp = givenUp;
  }

  /** Whether it is closed, or is about to be; for what waits for somebody else. */
  boolean isClosing() {
    return closing || givenUp.getAsBoolean();
  }

  synchronized <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  void onClose(Runnable action) {
    AutoCloseable closing = action::run;
    AutoCloseable unused = add(closing);
  }

  @Override
  public void close() {
    closing = true;
    closeAll();
  }

  private synchronized void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        log.atWarn().setCause(e).log("something did not close cleanly");
      }
    }
  }
}
