package io.mptstreams.engine.backbone.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {

  private final Crew crew = new Crew(3);

  @AfterEach
  void close() {
    crew.close();
  }

  @Test
  void worksOnAllThreadsAtOnceTheCallersAmongThem() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CyclicBarrier all = new CyclicBarrier(3);
    crew.run(
        () -> {
          threads.add(Thread.currentThread());
          await(all);
        });
    assertThat(threads).hasSize(3).contains(Thread.currentThread());
  }

  @Test
  void waitsForAllEvenIfItsCallerIsInterruptedOrFails() {
    AtomicInteger ended = new AtomicInteger();
    CyclicBarrier started = new CyclicBarrier(3);
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                crew.run(
                    () -> {
                      await(started);
                      if (Thread.currentThread() == caller) {
                        caller.interrupt();
                        throw new IllegalStateException("the caller's");
                      }
                      // It has failed by now, and waits.
                      Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);
                      ended.incrementAndGet();
                    }))
        .hasMessageContaining("the caller's");
    assertThat(ended).hasValue(2);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void tellsThatAHelperFailed() {
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                crew.run(
                    () -> {
                      if (Thread.currentThread() != caller) {
                        throw new IllegalStateException("a helper's");
                      }
                    }))
        .hasRootCauseMessage("a helper's");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
