package io.mptstreams.local.registry.api;

import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.ChangeLog;
import io.mptstreams.local.registry.store.LogEntry;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Soft deletion hides, hard deletion of what is hidden erases. */
final class Deletion {

  private final ChangeLog log;
  private final RegistryState state;
  private final Lookups lookups;

  Deletion(ChangeLog log, Lookups lookups) {
    this.log = log;
    this.state = log.state();
    this.lookups = lookups;
  }

  /** The versions that were deleted. */
  List<Integer> subject(String subject, boolean permanent) {
    List<Integer> deleted = new ArrayList<>();
    log.write(
        now -> {
          deleted.clear();
          List<StoredSchema> all = state.versions(subject);
          if (all.isEmpty()) {
            throw Lookups.subjectNotFound(subject);
          }
          lookups.requireWritable(Optional.of(subject));
          boolean anyLive = all.stream().anyMatch(schema -> !schema.deleted());
          if (permanent && anyLive) {
            throw ApiError.SUBJECT_NOT_SOFT_DELETED.with(
                "Subject '" + subject + "' was not deleted first before being permanently deleted");
          }
          if (!permanent && !anyLive) {
            throw ApiError.SUBJECT_SOFT_DELETED.with("Subject '" + subject + "' was soft deleted.");
          }
          List<StoredSchema> affected =
              all.stream().filter(schema -> permanent || !schema.deleted()).toList();
          for (StoredSchema schema : affected) {
            requireUnreferenced(schema, withoutSubject(subject, referringTo(schema, permanent)));
            deleted.add(schema.version());
          }
          return permanent
              ? erasure(affected)
              : List.of(new LogEntry.SubjectDeleted(subject, all.get(all.size() - 1).version()));
        });
    return deleted;
  }

  /** The version's number. */
  int version(String subject, String version, boolean permanent) {
    int[] deleted = new int[1];
    log.write(
        now -> {
          StoredSchema schema = lookups.version(subject, version, true);
          lookups.requireWritable(Optional.of(subject));
          if (permanent && !schema.deleted()) {
            throw ApiError.VERSION_NOT_SOFT_DELETED.with(
                "Subject '%s' Version %d was not deleted first before being permanently deleted"
                    .formatted(subject, schema.version()));
          }
          if (!permanent && schema.deleted()) {
            throw ApiError.VERSION_SOFT_DELETED.with(
                "Subject '%s' Version %d was soft deleted.".formatted(subject, schema.version()));
          }
          requireUnreferenced(schema, referringTo(schema, permanent));
          deleted[0] = schema.version();
          return permanent
              ? erasure(List.of(schema))
              : List.of(new LogEntry.SchemaWritten(schema.asDeleted()));
        });
    return deleted[0];
  }

  /**
   * Versions that refer to a version.
   *
   * @param deleted softly deleted ones count too
   */
  List<StoredSchema> referringTo(StoredSchema target, boolean deleted) {
    return state.subjects().stream()
        .flatMap(subject -> state.versions(subject).stream())
        .filter(schema -> deleted || !schema.deleted())
        .filter(
            schema ->
                schema.content().references().stream()
                    .anyMatch(
                        reference ->
                            reference.subject().equals(target.subject())
                                && reference.version() == target.version()))
        .toList();
  }

  private static List<StoredSchema> withoutSubject(String subject, List<StoredSchema> schemas) {
    return schemas.stream().filter(schema -> !schema.subject().equals(subject)).toList();
  }

  private static void requireUnreferenced(StoredSchema schema, List<StoredSchema> by) {
    if (!by.isEmpty()) {
      throw ApiError.REFERENCE_EXISTS.with(
          "One or more references exist to the schema {subject=%s,version=%d}: %s"
              .formatted(
                  schema.subject(), schema.version(), by.stream().map(StoredSchema::id).toList()));
    }
  }

  /** Versions of one subject go; with the last of them goes what was set for the subject. */
  private List<LogEntry> erasure(List<StoredSchema> schemas) {
    List<LogEntry> entries = new ArrayList<>();
    for (StoredSchema schema : schemas) {
      entries.add(new LogEntry.SchemaErased(schema.subject(), schema.version(), state.highestId()));
    }
    String name = schemas.get(0).subject();
    Optional<String> subject = Optional.of(name);
    boolean last = state.versions(name).size() == schemas.size();
    if (last && state.level(subject).isPresent()) {
      entries.add(new LogEntry.LevelSet(subject, Optional.empty()));
    }
    if (last && state.mode(subject).isPresent()) {
      entries.add(new LogEntry.ModeSet(subject, Optional.empty()));
    }
    return entries;
  }
}
