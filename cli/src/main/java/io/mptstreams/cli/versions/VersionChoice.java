package io.mptstreams.cli.versions;

import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Which version of a task is asked for.
 *
 * @param number this one
 * @param time without a number: the one that served then; the present one for the far future
 */
public record VersionChoice(OptionalLong number, Instant time) {

  /** The version that serves now. */
  public static VersionChoice serving() {
    return asOf(Instant.MAX);
  }

  /** The version that served at a time. */
  public static VersionChoice asOf(Instant time) {
    return new VersionChoice(OptionalLong.empty(), time);
  }

  /** One version, whatever serves. */
  public static VersionChoice of(long number) {
    return new VersionChoice(OptionalLong.of(number), Instant.MAX);
  }

  /** The version's number; 1 is the start from the label phrases. */
  public long version(VersionLog log, TaskDefinition task) {
    if (number.isPresent()) {
      return number.getAsLong();
    }
    if (time.isBefore(Instant.MAX)) {
      return log.servedAt(task.name(), time);
    }
    return task.pinnedVersion()
        .orElseGet(() -> log.newest(task.name()).map(TaskUpdate::version).orElse(1L));
  }
}
