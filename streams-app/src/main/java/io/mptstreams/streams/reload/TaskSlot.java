package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * All that is known of one task. Guarded by its own monitor, except {@link #served()}, which any
 * thread may read: it is one reference to an immutable record.
 */
final class TaskSlot {

  private final String task;
  private final int keep;
  private final TreeMap<Long, Candidate> recent = new TreeMap<>();
  private final TreeMap<Long, Candidate> kept = new TreeMap<>();
  private final TreeMap<Long, String> digests = new TreeMap<>();
  private volatile TaskDefinition definition;
  private volatile ServedTask served;
  private long missingPin;
  private long parked;
  private boolean spoiled;
  private Optional<OnTrial> onTrial = Optional.empty();

  /**
   * @param keep how many versions stay at hand to roll back or pin to
   */
  TaskSlot(String task, int keep) {
    this.task = task;
    this.keep = keep;
  }

  String task() {
    return task;
  }

  /** What serves now; null before the first event of a task that has no update. */
  ServedTask served() {
    return served;
  }

  /** The version that serves, for the ledger. */
  OptionalLong champion() {
    ServedTask now = served;
    return now == null ? OptionalLong.empty() : OptionalLong.of(now.version());
  }

  void serve(ServedTask now) {
    served = now;
  }

  /** Null while the task is not registered. */
  TaskDefinition definition() {
    return definition;
  }

  /** Whether the task is registered; any thread may ask. */
  boolean isDefined() {
    return definition != null;
  }

  void define(TaskDefinition now) {
    definition = now;
  }

  /** The highest version that was ever taken, 1 when there was none. */
  long highest() {
    return digests.isEmpty() ? 1 : digests.lastKey();
  }

  /** The digest under which a version was taken. */
  Optional<String> digestOf(long version) {
    return Optional.ofNullable(digests.get(version));
  }

  void add(Candidate candidate) {
    spoiled = false;
    recent.put(candidate.version(), candidate);
    digests.put(candidate.version(), candidate.update().digest());
    while (recent.size() > keep) {
      recent.pollFirstEntry();
    }
    while (digests.size() > Math.max(keep * 4, 64)) {
      digests.pollFirstEntry();
    }
  }

  /** A version that is published to stay at hand, under a key of its own. */
  void keep(Candidate candidate) {
    kept.put(candidate.version(), candidate);
  }

  void dropKept(long version) {
    kept.remove(version);
  }

  /**
   * Forgets a version that turned out not to be servable, and its number with it: a refused update
   * with an absurdly high number must not shut out all that follow.
   */
  void drop(long version) {
    digests.remove(version);
    recent.remove(version);
    kept.remove(version);
  }

  /** The task's updates were withdrawn. */
  void clearUpdates() {
    spoiled = false;
    recent.clear();
    digests.clear();
  }

  /** The newest record under the task's key cannot be served, and compaction spares no other. */
  void spoil() {
    spoiled = true;
  }

  /**
   * The version that serves, if it lies on the topic before a record that cannot be served and
   * nothing keeps it there.
   */
  Optional<Candidate> endangered() {
    return spoiled && served != null && !kept.containsKey(served.version())
        ? Optional.ofNullable(recent.get(served.version()))
        : Optional.empty();
  }

  /** A version at hand. */
  Optional<Candidate> find(long version) {
    Candidate candidate = recent.get(version);
    return Optional.ofNullable(candidate != null ? candidate : kept.get(version));
  }

  /** Versions that were published as the newest, newest first. */
  List<Candidate> newestFirst() {
    return new ArrayList<>(recent.descendingMap().values());
  }

  /**
   * Versions to fall back on behind one that cannot be served, since compaction may have left no
   * other: those that are kept, last kept first, but for the one on trial.
   */
  List<Candidate> lastKeptFirst() {
    long trial = definition.trial().map(Trial::version).orElse(0L);
    return kept.values().stream()
        .filter(one -> spoiled && one.version() != trial)
        .sorted(Comparator.comparing(Candidate::published).reversed())
        .toList();
  }

  /** Whether this missing pin is news. */
  boolean notesMissingPin(long version) {
    boolean news = missingPin != version;
    missingPin = version;
    return news;
  }

  /** Whether it is news that this version waits for its shared prompt. */
  boolean notesParked(long version) {
    boolean news = parked != version;
    parked = version;
    return news;
  }

  /** The version on trial that the engine holds. */
  Optional<OnTrial> onTrial() {
    return onTrial;
  }

  void onTrial(Optional<OnTrial> now) {
    onTrial = now;
  }

  /**
   * A version on trial.
   *
   * @param name under which the engine holds it
   */
  record OnTrial(String name, long version, List<LabelDefinition> labels) {}
}
