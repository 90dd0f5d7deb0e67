package io.mptstreams.local.registry.store;

import io.mptstreams.local.registry.model.CompatibilityLevel;
import io.mptstreams.local.registry.model.Mode;
import io.mptstreams.local.registry.model.StoredSchema;
import java.util.Optional;

/** One record of the log: what changed. An empty subject means the whole registry. */
public sealed interface LogEntry {

  /** A version, new or changed. */
  record SchemaWritten(StoredSchema schema) implements LogEntry {}

  /**
   * A version is gone for good.
   *
   * @param highestId the highest id that was ever given, which must not be given again
   */
  record SchemaErased(String subject, int version, int highestId) implements LogEntry {}

  /** All versions of a subject up to one are softly deleted. */
  record SubjectDeleted(String subject, int upToVersion) implements LogEntry {}

  /** A compatibility level was set, or removed when empty. */
  record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level)
      implements LogEntry {}

  /** A mode was set, or removed when empty. */
  record ModeSet(Optional<String> subject, Optional<Mode> mode) implements LogEntry {}
}
