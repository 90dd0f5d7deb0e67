package io.mptstreams.engine.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the engine's threads have to do: commands, which are few and go first, and requests, whose
 * number is bounded. Any thread posts; the engine's threads take.
 */
final class Mailbox {

  /** Bounds the memory of their copies, and for how long a batch may have to wait. */
  private static final int MOST_TOGETHER = 512;

  private final int capacity;
  private final int takers;
  private final ReentrantLock commandTurn = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final ArrayDeque<PendingRequest> requests = new ArrayDeque<>();
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private int busy;
  private boolean closed;

  /**
   * @param capacity requests that may wait
   * @param takers threads that take
   */
  Mailbox(int capacity, int takers) {
    this.capacity = capacity;
    this.takers = takers;
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
          notEmpty.signalAll();
          notFull.await();
        }
        if (closed) {
          return i;
        }
        requests.add(pending.get(i));
      }
      notEmpty.signalAll();
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

  /**
   * Runs what is there in its order, installations that follow one another together. One thread at
   * a time: whoever returns from here knows that all that was posted before has been run.
   */
  void runCommands() {
    commandTurn.lock();
    try {
      for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
        if (command instanceof Installation installation) {
          Installation.runTogether(withFollowers(installation));
        } else {
          command.run();
        }
      }
    } finally {
      commandTurn.unlock();
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

  /**
   * Takes a thread's share of the requests without waiting: an equal part of what is there, so that
   * all end at about the same time, but a whole batch if there is one and nobody free to share it.
   * The thread is busy until it says {@link #done}.
   *
   * @param most upper bound
   * @param batch a whole batch
   */
  List<PendingRequest> take(int most, int batch) {
    lock.lock();
    try {
      int waiting = requests.size();
      int equal = share(waiting, takers);
      int withTheFree = share(Math.min(waiting, batch), takers - busy);
      busy++;
      return poll(Math.min(most, Math.max(equal, withTheFree)));
    } finally {
      lock.unlock();
    }
  }

  /** A thread has ended what it took. */
  void done() {
    lock.lock();
    try {
      busy--;
    } finally {
      lock.unlock();
    }
  }

  private static int share(int requests, int threads) {
    return (requests + threads - 1) / threads;
  }

  /** Takes all that is left. */
  List<PendingRequest> takeAll() {
    lock.lock();
    try {
      return poll(requests.size());
    } finally {
      lock.unlock();
    }
  }

  private List<PendingRequest> poll(int count) {
    List<PendingRequest> taken = new ArrayList<>(count);
    while (taken.size() < count) {
      taken.add(requests.poll());
    }
    notFull.signalAll();
    return taken;
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
