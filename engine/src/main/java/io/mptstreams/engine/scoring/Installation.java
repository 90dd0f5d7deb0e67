package io.mptstreams.engine.scoring;

import io.mptstreams.engine.prompt.TaskModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The command that a version takes its place. Run by an engine thread; installations that follow
 * one another directly are run together, so that ten thousand at a start cost a few copies to the
 * device and not ten thousand.
 */
final class Installation implements Runnable {

  private final PromptBank bank;
  private final EngineCounters counters;
  private final TaskModel model;
  private final CompletableFuture<Duration> future = new CompletableFuture<>();

  Installation(PromptBank bank, EngineCounters counters, TaskModel model) {
    this.bank = bank;
    this.counters = counters;
    this.model = model;
  }

  /** The time that an engine thread spent on the switch. */
  CompletableFuture<Duration> future() {
    return future;
  }

  @Override
  public void run() {
    runTogether(List.of(this));
  }

  /** In the order given; all of one engine. */
  static void runTogether(List<Installation> installations) {
    Installation first = installations.get(0);
    long start = System.nanoTime();
    try {
      first.bank.install(installations.stream().map(one -> one.model).toList());
      first.counters.bankChanged(first.bank.size(), first.bank.bytes());
    } catch (RuntimeException | OutOfMemoryError e) {
      runApart(installations, e);
      return;
    }
    Duration each = Duration.ofNanos((System.nanoTime() - start) / installations.size());
    installations.forEach(one -> one.future.complete(each));
  }

  private static void runApart(List<Installation> installations, Throwable error) {
    if (installations.size() == 1) {
      installations.get(0).future.completeExceptionally(error);
    } else {
      installations.forEach(Installation::run);
    }
  }
}
