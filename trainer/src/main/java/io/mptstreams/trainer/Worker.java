package io.mptstreams.trainer;

import io.mptstreams.trainer.learn.Learning;
import io.mptstreams.trainer.learn.LearningJob;
import io.mptstreams.trainer.learn.LearningOutcome;
import io.mptstreams.trainer.learn.OutcomeFactory;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that learns, one look at a time. Started and asked by the polling thread; what runs on
 * the worker's own thread touches nothing but the job.
 */
final class Worker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Learning run;
  private final OutcomeFactory outcomes;
  private final TrainerMeters meters;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "mpt-learner");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Future<LearningOutcome>> current = Optional.empty();

  Worker(Learning run, OutcomeFactory outcomes, TrainerMeters meters) {
    this.run = run;
    this.outcomes = outcomes;
    this.meters = meters;
  }

  /** Whether a job may be started. */
  boolean idle() {
    return current.isEmpty();
  }

  /** Starts a look. */
  void start(LearningJob job) {
    if (!idle()) {
      throw new IllegalStateException("a look is under way");
    }
    current = Optional.of(executor.submit(() -> look(job)));
  }

  /** The outcome, once; empty while the look is under way or none was started. */
  Optional<LearningOutcome> finished() {
    if (current.isEmpty() || !current.get().isDone()) {
      return Optional.empty();
    }
    try {
      return Optional.of(current.get().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while taking a finished outcome", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the learner failed", e.getCause());
    } finally {
      current = Optional.empty();
    }
  }

  private LearningOutcome look(LearningJob job) {
    long began = System.nanoTime();
    try {
      return run.run(job);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("task", job.task().name())
          .setCause(e)
          .log("a look at a task failed");
      return outcomes.failed(job, e);
    } finally {
      meters.looked(job, System.nanoTime() - began);
    }
  }

  /** Waits for the pass that is under way, be this thread interrupted or not. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
        log.atWarn().log("the learner did not stop within 30 s");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
