package io.mptstreams.trainer.learn;

import io.mptstreams.schemas.record.TaskUpdate;
import java.util.Optional;

/**
 * What becomes of a former version under a key of its own, {@code task@version}: compaction spares
 * only the newest version under the task's key, and a trainer that starts anew must find the one
 * before it, or it could not go back.
 *
 * @param numbers to be kept; empty if the version is needed no more
 */
public record KeptVersion(String task, long version, Optional<TaskUpdate> numbers) {

  static KeptVersion of(TaskUpdate update) {
    return new KeptVersion(update.task(), update.version(), Optional.of(update));
  }

  static KeptVersion release(String task, long version) {
    return new KeptVersion(task, version, Optional.empty());
  }

  /** The record's key. */
  public String key() {
    return task + "@" + version;
  }
}
