package io.mptstreams.cli.option;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a program that runs until a signal comes, until it fails, or until its standard input
 * ends, which is how a child process notices that its parent is gone, however the parent went.
 * Opened first and so closed last, it keeps the virtual machine alive while the program closes.
 */
public final class Lifetime implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);
  private static final long CLOSING_SECONDS = 60;
  private static final long CHECK_MILLIS = 50;

  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Lifetime() {}

  static Lifetime begin(boolean stopAtEof) {
    Lifetime lifetime = new Lifetime();
    Runtime.getRuntime().addShutdownHook(new Thread(lifetime::stop, "mpt-stop"));
    if (stopAtEof) {
      Thread watcher = new Thread(() -> lifetime.watch(System.in), "mpt-parent-watch");
      watcher.setDaemon(true);
      watcher.start();
    }
    return lifetime;
  }

  /** Blocks until the program should end. */
  public void await() {
    asked.join();
  }

  /**
   * Blocks until the program should end.
   *
   * @throws java.util.concurrent.CompletionException if the failure comes first
   */
  public void await(CompletableFuture<?> failure) {
    CompletableFuture.anyOf(asked, failure).join();
  }

  /**
   * Blocks until a condition holds or the program should end.
   *
   * @throws java.util.concurrent.CompletionException if the failure comes first
   * @throws CommandException if it takes longer
   */
  public void awaitUntil(BooleanSupplier condition, CompletableFuture<?> failure, Duration bound) {
    CompletableFuture<Object> either = CompletableFuture.anyOf(asked, failure);
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean() && !either.isDone()) {
      if (System.nanoTime() - deadline > 0) {
        throw new CommandException(
            ExitCode.NOT_READY, "was not ready within " + bound.toSeconds() + " s");
      }
      try {
        either.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandException(ExitCode.FAILED, "interrupted", e);
      }
    }
    if (failure.isDone()) {
      failure.join();
    }
  }

  /** Whether the end was asked for. */
  public boolean ending() {
    return asked.isDone();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void stop() {
    asked.complete(null);
    try {
      if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        log.atWarn().addKeyValue("seconds", CLOSING_SECONDS).log("did not close in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      log.atDebug().setCause(e).log("standard input broke, which ends it as well");
    } finally {
      asked.complete(null);
    }
  }
}
