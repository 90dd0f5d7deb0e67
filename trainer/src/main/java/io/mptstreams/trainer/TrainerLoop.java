package io.mptstreams.trainer;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.trainer.examples.ExampleSource;
import io.mptstreams.trainer.examples.StateReader;
import io.mptstreams.trainer.learn.LearningJob;
import io.mptstreams.trainer.learn.LearningOutcome;
import io.mptstreams.trainer.learn.TaskStatus;
import io.mptstreams.trainer.learn.TrainerCore;
import io.mptstreams.trainer.publish.Publication;
import io.mptstreams.trainer.publish.TransactionalPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polling thread: examples and state in, jobs to the worker, outcomes out. It owns the core and
 * all Kafka clients, and never waits for the worker, so that the group keeps this trainer.
 */
final class TrainerLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(TrainerLoop.class);
  private static final Duration WAIT = Duration.ofMillis(100);

  private final TrainerCore core;
  private final StateReader state;
  private final ExampleSource examples;
  private final TransactionalPublisher publisher;
  private final Worker worker;
  private final TrainerMeters meters;
  private final Duration patience;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Queue<String> commands = new ConcurrentLinkedQueue<>();
  private volatile List<TaskStatus> status = List.of();
  private volatile boolean ready;

  /**
   * @param patience how long the start waits for a schema registry
   */
  TrainerLoop(
      TrainerCore core,
      StateReader state,
      ExampleSource examples,
      TransactionalPublisher publisher,
      Worker worker,
      TrainerMeters meters,
      Duration patience) {
    this.core = core;
    this.state = state;
    this.examples = examples;
    this.publisher = publisher;
    this.worker = worker;
    this.meters = meters;
    this.patience = patience;
  }

  @Override
  public void run() {
    try (publisher;
        examples;
        state) {
      publisher.start();
      state.start();
      state.catchUp(patience);
      examples.start();
      while (!stopping.get()) {
        turn();
      }
    } catch (WakeupException e) {
      if (!stopping.get()) {
        throw e;
      }
    } finally {
      ready = false;
    }
  }

  /** Ends the loop; any thread. */
  void stop() {
    stopping.set(true);
    state.wakeup();
    examples.wakeup();
  }

  /** Asks for a look at a task; any thread. */
  void command(String task) {
    commands.add(task);
  }

  /** Every task of this trainer as of the last turn; any thread. */
  List<TaskStatus> status() {
    return status;
  }

  /** Whether it has joined its group and rebuilt its buffers; any thread. */
  boolean ready() {
    return ready;
  }

  private void turn() {
    state.poll(Duration.ZERO);
    meters.examples(examples.poll(WAIT));
    if (!examples.rebuilding()) {
      for (String task = commands.poll(); task != null; task = commands.poll()) {
        core.command(task);
      }
      publishNotes();
      worker.finished().ifPresent(this::publish);
      if (worker.idle()) {
        core.next().ifPresent(worker::start);
      }
      ready = examples.joined();
    }
    status = core.status();
  }

  private void publishNotes() {
    List<LedgerEntry> notes = core.notes();
    if (!notes.isEmpty()
        && publisher.publish(
                notes, Optional.empty(), List.of(), examples.positions(), examples.group())
            == Publication.DONE) {
      core.noted(notes);
      notes.forEach(meters::decided);
    }
  }

  private void publish(LearningOutcome outcome) {
    LearningJob job = outcome.job();
    if (!core.isCurrent(job)) {
      log.atInfo()
          .addKeyValue("task", job.task().name())
          .log("dropped a verdict on a task that has another owner or another version now");
      core.abandon(job);
      return;
    }
    Publication published =
        publisher.publish(
            outcome.entries(),
            outcome.update(),
            core.retired(outcome),
            examples.positions(),
            examples.group());
    boolean refused = outcome.ledger().code().equals(Optional.of(ErrorCode.RECORD_TOO_LARGE));
    if (published == Publication.TOO_LARGE && !refused) {
      publish(
          outcome.refused(
              ErrorCode.RECORD_TOO_LARGE,
              "the version or its verdict is larger than its topic takes (max.message.bytes)"));
      return;
    }
    if (published != Publication.DONE) {
      core.abandon(job);
      return;
    }
    core.settle(outcome);
    outcome.entries().forEach(meters::decided);
    log.atInfo()
        .addKeyValue("task", job.task().name())
        .addKeyValue("verdict", outcome.ledger().kind())
        .addKeyValue("version", outcome.update().map(u -> Long.toString(u.version())).orElse("-"))
        .addKeyValue("trigger", job.trigger().text())
        .addKeyValue("examples", outcome.ledger().exampleIds().size())
        .addKeyValue("reason", outcome.ledger().reason())
        .log("looked at a task");
  }
}
