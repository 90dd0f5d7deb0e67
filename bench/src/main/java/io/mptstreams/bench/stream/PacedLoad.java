package io.mptstreams.bench.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Events at an even pace. An event counts from the moment at which it was due, not from the one at
 * which it was sent: a stall of the sender must not hide itself (coordinated omission).
 */
final class PacedLoad {

  private final Lane lane;
  private final List<String> texts;
  private final long intervalNanos;

  PacedLoad(Lane lane, List<String> texts, double eventsPerSecond) {
    this.lane = lane;
    this.texts = texts;
    this.intervalNanos = Math.max(1, (long) (1e9 / eventsPerSecond));
  }

  Lane lane() {
    return lane;
  }

  /** Begins to send events with the ids {@code prefix + number}, from 0 on. */
  Running start(String prefix, IntFunction<String> task) {
    return new Running(prefix, task);
  }

  /** A load that goes on until it is closed. */
  final class Running implements AutoCloseable {

    private final long start = System.nanoTime();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread sender;
    private volatile int sent;

    private Running(String prefix, IntFunction<String> task) {
      sender = new Thread(() -> send(prefix, task), "bench-load");
      sender.setDaemon(true);
      sender.start();
    }

    /** {@code System.nanoTime()} at which an event was due. */
    long dueAt(int number) {
      return start + number * intervalNanos;
    }

    /** Waits until this much of the load has passed. */
    void await(Duration time) {
      while (System.nanoTime() - start < time.toNanos()) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    /** Ends the load; returns how many events were sent. */
    int finish() {
      stop.set(true);
      try {
        sender.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      return sent;
    }

    @Override
    public void close() {
      var unused = finish();
    }

    private void send(String prefix, IntFunction<String> task) {
      try (KafkaProducer<byte[], byte[]> producer = lane.producer(Map.of("linger.ms", "0"))) {
        for (int i = 0; !stop.get(); i++) {
          long ahead = dueAt(i) - System.nanoTime();
          if (ahead > 0) {
            LockSupport.parkNanos(ahead);
          }
          var unused =
              producer.send(
                  lane.record(
                      lane.topics().sharedEvents(),
                      prefix + i,
                      Lane.event(texts.get(i % texts.size()), task.apply(i))));
          sent = i + 1;
        }
      }
    }
  }
}
