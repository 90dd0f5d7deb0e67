package io.mptstreams.local.registry.store;

import io.mptstreams.local.registry.model.CompatibilityLevel;
import io.mptstreams.local.registry.model.Mode;
import io.mptstreams.local.registry.model.SchemaContent;
import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.LogEntry.LevelSet;
import io.mptstreams.local.registry.store.LogEntry.ModeSet;
import io.mptstreams.local.registry.store.LogEntry.SchemaErased;
import io.mptstreams.local.registry.store.LogEntry.SchemaWritten;
import io.mptstreams.local.registry.store.LogEntry.SubjectDeleted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the log says up to some offset. The log's reader is the only one to change it; any thread
 * may ask, and gets copies.
 */
public final class RegistryState {

  private final NavigableMap<String, NavigableMap<Integer, StoredSchema>> subjects =
      new TreeMap<>();
  private final NavigableMap<Integer, List<StoredSchema>> byId = new TreeMap<>();
  private final Map<SchemaContent, Integer> ids = new HashMap<>();
  private final Map<Optional<String>, CompatibilityLevel> levels = new HashMap<>();
  private final Map<Optional<String>, Mode> modes = new HashMap<>();
  private int highestId;

  synchronized void apply(LogEntry entry) {
    if (entry instanceof SchemaWritten written) {
      put(written.schema());
    } else if (entry instanceof SchemaErased erased) {
      highestId = Math.max(highestId, erased.highestId());
      erase(erased.subject(), erased.version());
    } else if (entry instanceof SubjectDeleted deleted) {
      List<StoredSchema> all = versions(deleted.subject());
      all.stream()
          .filter(schema -> schema.version() <= deleted.upToVersion())
          .forEach(schema -> put(schema.asDeleted()));
    } else if (entry instanceof LevelSet set) {
      set.level()
          .ifPresentOrElse(
              level -> levels.put(set.subject(), level), () -> levels.remove(set.subject()));
    } else if (entry instanceof ModeSet set) {
      set.mode()
          .ifPresentOrElse(
              mode -> modes.put(set.subject(), mode), () -> modes.remove(set.subject()));
    }
  }

  /** Names of all subjects that have a version, deleted or not. */
  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** Versions of a subject, oldest first, softly deleted ones among them. */
  public synchronized List<StoredSchema> versions(String subject) {
    NavigableMap<Integer, StoredSchema> versions = subjects.get(subject);
    return versions == null ? List.of() : List.copyOf(versions.values());
  }

  /** Everywhere that an id stands; empty when it is unknown. */
  public synchronized List<StoredSchema> withId(int id) {
    return List.copyOf(byId.getOrDefault(id, List.of()));
  }

  /** The id of a content, under whatever subject. */
  public synchronized Optional<Integer> idOf(SchemaContent content) {
    return Optional.ofNullable(ids.get(content));
  }

  /** The highest id that was ever given. */
  public synchronized int highestId() {
    return highestId;
  }

  /** The level that was set for exactly this subject, or for the registry when empty. */
  public synchronized Optional<CompatibilityLevel> level(Optional<String> subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** The mode that was set for exactly this subject, or for the registry when empty. */
  public synchronized Optional<Mode> mode(Optional<String> subject) {
    return Optional.ofNullable(modes.get(subject));
  }

  private void put(StoredSchema schema) {
    erase(schema.subject(), schema.version());
    subjects.computeIfAbsent(schema.subject(), s -> new TreeMap<>()).put(schema.version(), schema);
    byId.computeIfAbsent(schema.id(), id -> new ArrayList<>()).add(schema);
    ids.putIfAbsent(schema.content(), schema.id());
    highestId = Math.max(highestId, schema.id());
  }

  private void erase(String subject, int version) {
    NavigableMap<Integer, StoredSchema> versions = subjects.get(subject);
    StoredSchema old = versions == null ? null : versions.remove(version);
    if (old == null) {
      return;
    }
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
    List<StoredSchema> places = byId.get(old.id());
    places.remove(old);
    if (places.isEmpty()) {
      byId.remove(old.id());
      ids.remove(old.content(), old.id());
    }
  }
}
