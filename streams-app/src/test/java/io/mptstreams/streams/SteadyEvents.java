package io.mptstreams.streams;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Events {@code PREFIX0, PREFIX1, ...} at an even pace, by a thread of its own. */
final class SteadyEvents implements AutoCloseable {

  private final long start = System.nanoTime();
  private final long intervalNanos;
  private final Thread sender;
  private volatile boolean stop;
  private volatile int sent;

  SteadyEvents(
      Lab lab, String prefix, int perSecond, IntFunction<String> text, IntFunction<String> task) {
    intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
    sender =
        new Thread(
            () -> {
              for (int i = 0; !stop; i++) {
                LockSupport.parkNanos(Math.max(0, dueAt(i) - System.nanoTime()));
                lab.sendEvent(prefix + i, Samples.event(text.apply(i), task.apply(i)));
                sent = i + 1;
              }
            },
            "steady-events");
    sender.setDaemon(true);
    sender.start();
  }

  /** When an event was due, which is when its wait begins, however late it was sent. */
  long dueAt(int number) {
    return start + number * intervalNanos;
  }

  /** How many there were, once no more will come. */
  int finish() throws InterruptedException {
    stop = true;
    sender.join();
    return sent;
  }

  @Override
  public void close() throws InterruptedException {
    int unused = finish();
  }
}
