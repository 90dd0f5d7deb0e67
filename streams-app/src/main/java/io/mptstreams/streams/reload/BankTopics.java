package io.mptstreams.streams.reload;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes of the compacted topics to calls of the {@link TaskBank}. Called by the global thread,
 * which would die of an exception and take the program with it. Only a registry that lets nobody in
 * at start, or does not answer for as long as a start waits, is thrown, because skipping would
 * serve half a bank.
 *
 * <p>A key {@code task@version} on the updates' topic holds a version that is to stay at hand for a
 * pin or a rollback; compaction leaves only the newest record of the key {@code task} itself.
 */
public final class BankTopics {

  private static final Logger log = LoggerFactory.getLogger(BankTopics.class);
  private static final char KEPT = '@';
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final TaskBank bank;
  private final Deserializer<TaskDefinition> tasks;
  private final Deserializer<SharedPromptRecord> prompts;
  private final Deserializer<TaskUpdate> updates;
  private final Duration patience;
  private final BooleanSupplier closing;
  private OptionalLong waitingSince = OptionalLong.empty();

  /**
   * @param patience how long a start waits for a registry
   * @param closing whether the program is to end, and waits for nothing any more; asked often
   */
  public BankTopics(
      TaskBank bank,
      Deserializer<TaskDefinition> tasks,
      Deserializer<SharedPromptRecord> prompts,
      Deserializer<TaskUpdate> updates,
      Duration patience,
      BooleanSupplier closing) {
    this.bank = bank;
    this.tasks = tasks;
    this.prompts = prompts;
    this.updates = updates;
    this.patience = patience;
    this.closing = closing;
  }

  /** A record of the tasks' topic; a null value removes the task. */
  public void task(String key, byte[] value, long timestamp) {
    guarded(
        key,
        task -> {
          if (value == null) {
            bank.undefine(task);
          } else {
            bank.define(task, tasks.deserialize("", value));
          }
        });
  }

  /** A record of the shared prompts' topic; prompts are never taken back. */
  public void prompt(String key, byte[] value, long timestamp) {
    if (value != null) {
      guarded(key, ignored -> bank.prompt(prompts.deserialize("", value)));
    }
  }

  /** A record of the updates' topic. */
  public void update(String key, byte[] value, long timestamp) {
    guarded(
        key,
        name -> {
          int at = name.lastIndexOf(KEPT);
          if (at >= 0) {
            kept(name.substring(0, at), name.substring(at + 1), value, timestamp);
          } else if (value == null) {
            bank.withdraw(name);
          } else {
            bank.update(name, updates.deserialize("", value), Instant.ofEpochMilli(timestamp));
          }
        });
  }

  private void kept(String task, String version, byte[] value, long timestamp) {
    if (value != null) {
      bank.keep(task, updates.deserialize("", value), Instant.ofEpochMilli(timestamp));
      return;
    }
    try {
      bank.release(task, Long.parseLong(version));
    } catch (NumberFormatException e) {
      throw new RecordRejectedException(
          ErrorCode.INVALID_TASK, "the key names no version: " + version, e);
    }
  }

  private void guarded(String key, Consumer<String> action) {
    String name = key == null ? "" : key;
    try {
      if (key == null) {
        throw new RecordRejectedException(ErrorCode.INVALID_TASK, "the record has no key");
      }
      whenRegistryAnswers(name, action);
    } catch (RecordRejectedException e) {
      bank.unreadable(name, e);
    } catch (RegistryUnavailableException | RegistryException e) {
      throw e;
    } catch (RuntimeException e) {
      log.atError().addKeyValue("key", name).setCause(e).log("a defect while taking an update");
      bank.unreadable(
          name, new RecordRejectedException(ErrorCode.INTERNAL, String.valueOf(e.getMessage()), e));
    }
  }

  /**
   * A running program waits for its registry, also for one that says no to the asker (401, 403, a
   * proxy's 404): nothing is known about the record then, and skipped it would be lost. One that is
   * to end leaves the record to the next start, which reads all from the beginning.
   */
  private void whenRegistryAnswers(String name, Consumer<String> action) {
    while (true) {
      try {
        action.accept(name);
        waitingSince = OptionalLong.empty();
        return;
      } catch (RegistryUnavailableException | RegistryException e) {
        if (!bank.isWhole()) {
          requirePatience(e);
        }
        log.atWarn()
            .addKeyValue("key", name)
            .addKeyValue("cause", e.getMessage())
            .log("a record waits for the schema registry");
        pause();
        if (closing.getAsBoolean()) {
          if (!bank.isWhole()) {
            throw e;
          }
          return;
        }
      }
    }
  }

  /** A start waits for a registry that comes up later, for a while; a no of its is final. */
  private void requirePatience(KafkaException e) {
    if (e instanceof RegistryException) {
      throw e;
    }
    long now = System.nanoTime();
    waitingSince = OptionalLong.of(waitingSince.orElse(now));
    if (now - waitingSince.getAsLong() >= patience.toNanos()) {
      throw new RegistryUnavailableException(
          e.getMessage() + ", not within " + patience.toSeconds() + " s", e);
    }
  }

  private void pause() {
    long end = System.nanoTime() + PAUSE.toNanos();
    while (!closing.getAsBoolean() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
