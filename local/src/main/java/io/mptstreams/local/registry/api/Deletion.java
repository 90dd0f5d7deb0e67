package io.mptstreams.local.registry.api;

import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.ChangeLog;
import io.mptstreams.local.registry.store.LogEntry;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.ArrayList;
import java.util.List;

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
          lookups.requireWritable(subject);
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
          affected.forEach(this::requireUnreferenced);
          affected.forEach(schema -> deleted.add(schema.version()));
          return permanent
              ? affected.stream().map(this::erasure).toList()
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
          lookups.requireWritable(subject);
          if (permanent && !schema.deleted()) {
            throw ApiError.VERSION_NOT_SOFT_DELETED.with(
                "Subject '%s' Version %d was not deleted first before being permanently deleted"
                    .formatted(subject, schema.version()));
          }
          if (!permanent && schema.deleted()) {
            throw ApiError.VERSION_SOFT_DELETED.with(
                "Subject '%s' Version %d was soft deleted.".formatted(subject, schema.version()));
          }
          requireUnreferenced(schema);
          deleted[0] = schema.version();
          return List.of(
              permanent ? erasure(schema) : new LogEntry.SchemaWritten(schema.asDeleted()));
        });
    return deleted[0];
  }

  /** Ids of schemas, deleted ones not counted, that refer to a version. */
  List<Integer> referredBy(StoredSchema target) {
    return state.subjects().stream()
        .flatMap(subject -> lookups.live(subject).stream())
        .filter(
            schema ->
                schema.content().references().stream()
                    .anyMatch(
                        reference ->
                            reference.subject().equals(target.subject())
                                && reference.version() == target.version()))
        .map(StoredSchema::id)
        .distinct()
        .toList();
  }

  private void requireUnreferenced(StoredSchema schema) {
    List<Integer> by = referredBy(schema);
    if (!by.isEmpty()) {
      throw ApiError.REFERENCE_EXISTS.with(
          "One or more references exist to the schema {subject=%s,version=%d}: %s"
              .formatted(schema.subject(), schema.version(), by));
    }
  }

  private LogEntry erasure(StoredSchema schema) {
    return new LogEntry.SchemaErased(schema.subject(), schema.version(), state.highestId());
  }
}
