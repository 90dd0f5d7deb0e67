package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the scorer knows of its tasks: definitions, updates and shared prompts as they come from the
 * compacted topics, and what of it the engine serves.
 *
 * <p>Written by the global thread; asked by the stream threads. Nothing here throws at the global
 * thread: what cannot be served is refused, told to the ledger, and the last good version goes on.
 * While the topics are restored, what comes is only collected; {@link #restored()} then gives the
 * engine one version a task. A task without an update gets its start from the label phrases when
 * its first event comes, so that 10,000 of them cost nothing at start.
 */
public final class TaskBank implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TaskBank.class);

  private final Map<String, TaskSlot> slots = new ConcurrentHashMap<>();
  private final TreeMap<Long, SharedPromptRecord> restoredPrompts = new TreeMap<>();
  private final PromptShelf shelf;
  private final UpdateCheck check;
  private final Verdicts verdicts;
  private final Installer installer;
  private final int keep;
  private volatile boolean restoring = true;

  /**
   * @param fallback the shared prompt to start from when the topic holds none
   * @param keeper takes the version that serves when the one behind it cannot be served
   * @param keep versions of a task that stay at hand for a pin or a rollback
   * @param instance who speaks on the ledger
   */
  public TaskBank(
      ScoringEngine engine,
      Supplier<SharedPrompt> fallback,
      Ledger ledger,
      VersionKeeper keeper,
      ScorerMetrics metrics,
      int keep,
      String instance,
      Clock clock) {
    this.shelf = new PromptShelf(engine, fallback);
    this.check = new UpdateCheck(engine.backbone().digest());
    this.verdicts = new Verdicts(ledger, metrics, instance, clock);
    this.installer = new Installer(engine, shelf, check, verdicts, keeper, metrics);
    this.keep = keep;
    metrics.gauge(ScorerMeter.TASKS, this::definedTasks);
  }

  /** Registers a task, or changes it. */
  public void define(String key, TaskDefinition definition) {
    if (!definition.name().equals(key)) {
      unreadable(
          key,
          new RecordRejectedException(
              ErrorCode.INVALID_TASK, "keyed by " + key + ", named " + definition.name()));
      return;
    }
    TaskSlot slot = slot(key);
    synchronized (slot) {
      slot.define(definition);
      settle(slot);
    }
  }

  /** Takes a task out; its updates stay known in case it comes back. */
  public void undefine(String task) {
    TaskSlot slot = slot(task);
    synchronized (slot) {
      slot.define(null);
      settle(slot);
    }
  }

  /**
   * A new version of a task. Versions only rise: one that is known with the same numbers is a
   * redelivery and ignored, one with other numbers or a lower number is refused.
   */
  public void update(String task, TaskUpdate update, Instant published) {
    TaskSlot slot = slot(task);
    synchronized (slot) {
      Optional<String> known = slot.digestOf(update.version());
      if (known.isPresent() && known.get().equals(update.digest())) {
        return;
      }
      Optional<Refusal> refusal =
          check.ofItself(task, update).or(() -> check.version(slot.highest(), known, update));
      if (refusal.isPresent()) {
        refuse(slot, update.version(), refusal.get());
        slot.spoil();
        settle(slot);
        return;
      }
      slot.add(new Candidate(update, published));
      settle(slot);
    }
  }

  /** A version that is to stay at hand for a pin or a rollback, without being the newest. */
  public void keep(String task, TaskUpdate update, Instant published) {
    TaskSlot slot = slot(task);
    synchronized (slot) {
      Optional<Refusal> refusal = check.ofItself(task, update);
      if (refusal.isPresent()) {
        refuse(slot, update.version(), refusal.get());
        return;
      }
      slot.keep(new Candidate(update, published));
      settle(slot);
    }
  }

  /** A kept version is not needed any more. */
  public void release(String task, long version) {
    TaskSlot slot = slot(task);
    synchronized (slot) {
      slot.dropKept(version);
    }
  }

  /** Takes a task's updates back: it starts anew from its label phrases. */
  public void withdraw(String task) {
    TaskSlot slot = slot(task);
    synchronized (slot) {
      slot.clearUpdates();
      settle(slot);
    }
  }

  /** A shared prompt; updates that waited for it are served now. */
  public void prompt(SharedPromptRecord prompt) {
    if (restoring) {
      synchronized (restoredPrompts) {
        restoredPrompts.put(prompt.version(), prompt);
      }
      return;
    }
    shelve(prompt);
    settleAll(true);
  }

  /** A value on one of the topics that cannot be read. */
  public void unreadable(String key, RecordRejectedException why) {
    TaskSlot slot = slot(key);
    synchronized (slot) {
      verdicts.refused(
          key, OptionalLong.empty(), slot.champion(), new Refusal(why.code(), why.getMessage()));
      slot.spoil();
      settle(slot);
    }
  }

  /**
   * The topics have been read to their end: what they hold is given to the engine. Returns when the
   * bank is whole. Further calls do nothing.
   */
  public void restored() {
    if (!restoring) {
      return;
    }
    synchronized (restoredPrompts) {
      if (!restoring) {
        return;
      }
      long start = System.nanoTime();
      restoredPrompts.values().forEach(this::shelve);
      restoredPrompts.clear();
      shelf.ensureOne();
      settleAll(false);
      installer.awaitQuiet();
      restoring = false;
      log.atInfo()
          .addKeyValue("tasks", definedTasks())
          .addKeyValue("sharedPrompts", shelf.digests().keySet())
          .addKeyValue("ms", (System.nanoTime() - start) / 1_000_000)
          .log("the task bank is whole");
    }
  }

  /**
   * What serves for a task; makes its start if this is its first event.
   *
   * @throws RecordRejectedException with UNKNOWN_TASK, or INVALID_TASK if this backbone cannot
   *     serve such a task
   */
  public ServedTask serving(String task) {
    restored();
    TaskSlot slot = slots.get(task);
    ServedTask served = slot == null ? null : slot.served();
    if (served != null) {
      return served;
    }
    if (slot == null) {
      throw unknown(task);
    }
    synchronized (slot) {
      if (slot.definition() == null) {
        throw unknown(task);
      }
      return installer.start(slot);
    }
  }

  /** The definition of a task, whether or not it serves already. */
  public Optional<TaskDefinition> definition(String task) {
    TaskSlot slot = slots.get(task);
    return slot == null ? Optional.empty() : Optional.ofNullable(slot.definition());
  }

  /** All tasks that are defined, by name. */
  public List<TaskStatus> status() {
    List<TaskStatus> all = new ArrayList<>();
    for (TaskSlot slot : slots.values()) {
      synchronized (slot) {
        if (slot.definition() != null) {
          all.add(TaskStatus.of(slot));
        }
      }
    }
    all.sort(Comparator.comparing(TaskStatus::task));
    return all;
  }

  /** Shared prompts at hand, version to digest. */
  public Map<Long, String> sharedPrompts() {
    return shelf.digests();
  }

  /** The shared prompt that tasks start from; there is one once the bank is whole. */
  public long newestSharedPrompt() {
    return shelf.newest().orElseThrow();
  }

  /** Whether the topics have been read and the engine holds what they say. */
  public boolean isWhole() {
    return !restoring;
  }

  @Override
  public void close() {
    installer.close();
  }

  private void shelve(SharedPromptRecord prompt) {
    shelf
        .add(prompt)
        .ifPresent(
            refusal ->
                verdicts.refused(
                    Verdicts.ALL_TASKS,
                    OptionalLong.of(prompt.version()),
                    shelf.newest(),
                    refusal));
  }

  private void settle(TaskSlot slot) {
    if (!restoring) {
      installer.settle(slot, true);
    }
  }

  private void settleAll(boolean report) {
    for (TaskSlot slot : slots.values()) {
      synchronized (slot) {
        installer.settle(slot, report);
      }
    }
  }

  private void refuse(TaskSlot slot, long version, Refusal refusal) {
    verdicts.refused(slot.task(), OptionalLong.of(version), slot.champion(), refusal);
  }

  private static RecordRejectedException unknown(String task) {
    return new RecordRejectedException(
        ErrorCode.UNKNOWN_TASK, "no task \"" + task + "\" is registered");
  }

  private long definedTasks() {
    return slots.values().stream().filter(TaskSlot::isDefined).count();
  }

  private TaskSlot slot(String task) {
    return slots.computeIfAbsent(task, name -> new TaskSlot(name, keep));
  }
}
