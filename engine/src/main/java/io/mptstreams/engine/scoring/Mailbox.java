package io.mptstreams.engine.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the engine thread has to do: commands, which are few and go first, and requests, whose
 * number is bounded. Any thread posts; the engine thread alone takes.
 */
final class Mailbox {

  /** Bounds the memory of their copies, and for how long a batch may have to wait. */
  private static final int MOST_TOGETHER = 512;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final ArrayDeque<PendingRequest> requests = new ArrayDeque<>();
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private boolean closed;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /** Returns false if the mailbox is closed and will not run the command. */
  boolean post(Runnable command) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      commands.add(command);
      notEmpty.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Blocks while the queue is full.
   *
   * @return how many were taken in; fewer than given only if the mailbox was closed meanwhile
   */
  int put(List<PendingRequest> pending) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (int i = 0; i < pending.size(); i++) {
        while (requests.size() >= capacity && !closed) {
          notEmpty.signal();
          notFull.await();
        }
        if (closed) {
          return i;
        }
        requests.add(pending.get(i));
      }
      notEmpty.signal();
      return pending.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something to do; false when closed and nothing is left. */
  boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (requests.isEmpty() && commands.isEmpty()) {
        if (closed) {
          return false;
        }
        notEmpty.await();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Runs what is there in its order, installations that follow one another together. */
  void runCommands() {
    for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
      if (command instanceof Installation installation) {
        Installation.runTogether(withFollowers(installation));
      } else {
        command.run();
      }
    }
  }

  private List<Installation> withFollowers(Installation first) {
    List<Installation> together = new ArrayList<>(List.of(first));
    while (together.size() < MOST_TOGETHER && commands.peek() instanceof Installation next) {
      together.add(next);
      commands.remove();
    }
    return together;
  }

  /** Takes up to {@code most} requests without waiting. */
  List<PendingRequest> take(int most) {
    lock.lock();
    try {
      List<PendingRequest> taken = new ArrayList<>(Math.min(most, requests.size()));
      while (taken.size() < most && !requests.isEmpty()) {
        taken.add(requests.poll());
      }
      notFull.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  int depth() {
    lock.lock();
    try {
      return requests.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in; what is there may still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
