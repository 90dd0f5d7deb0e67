package io.mptstreams.cli.versions;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The versions that are on the topics, and what the ledger says of them, when this was read. */
public final class VersionLog {

  private final Map<String, TreeMap<Long, TaskUpdate>> updates = new HashMap<>();
  private final Map<String, TaskUpdate> newest = new HashMap<>();
  private final Map<String, List<LedgerEntry>> stories = new HashMap<>();

  private VersionLog() {}

  /** Reads the updates and the ledger. */
  public static VersionLog read(Cluster cluster) {
    VersionLog log = new VersionLog();
    TopicContents contents = new TopicContents(cluster);
    contents
        .all(cluster.topics().taskUpdates())
        .forEach(record -> log.add(record.key(), record.value()));
    contents.all(cluster.topics().ledger()).forEach(record -> log.add(record.value()));
    return log;
  }

  /** What was published first under a number, as the topic is now. */
  static Optional<TaskUpdate> first(Cluster cluster, String task, long version) {
    return new TopicContents(cluster)
        .all(cluster.topics().taskUpdates()).stream()
            .map(ConsumerRecord::value)
            .filter(u -> u != null && u.task().equals(task) && u.version() == version)
            .findFirst();
  }

  /** A version's numbers, as long as compaction has left them. */
  public Optional<TaskUpdate> find(String task, long version) {
    return Optional.ofNullable(updates.getOrDefault(task, new TreeMap<>()).get(version));
  }

  /** The versions whose numbers are still there. */
  public Set<Long> published(String task) {
    return updates.getOrDefault(task, new TreeMap<>()).keySet();
  }

  /** What was published last for a task, under its own key; empty before its first update. */
  public Optional<TaskUpdate> newest(String task) {
    return Optional.ofNullable(newest.get(task));
  }

  /** The highest version that anybody has spoken of; 1 before the first update. */
  public long highest(String task) {
    long published =
        Optional.ofNullable(updates.get(task)).map(versions -> versions.lastKey()).orElse(1L);
    return story(task).stream()
        .map(LedgerEntry::version)
        .flatMapToLong(OptionalLong::stream)
        .reduce(published, Math::max);
  }

  /**
   * The version that served a task at a time, by the last scorer that had switched until then.
   * Version 1 is never installed by an update, so a pin to it is told by the pin.
   */
  public long servedAt(String task, Instant time) {
    long served = 1;
    for (LedgerEntry entry : story(task)) {
      boolean pinsTheStart =
          entry.kind() == LedgerKind.PINNED && entry.version().equals(OptionalLong.of(1));
      if (!entry.at().isAfter(time) && (entry.kind() == LedgerKind.APPLIED || pinsTheStart)) {
        served = entry.version().orElse(served);
      }
    }
    return served;
  }

  /** Every verdict on a task, oldest first. */
  public List<LedgerEntry> story(String task) {
    return stories.getOrDefault(task, List.of());
  }

  private void add(String key, TaskUpdate update) {
    int at = key.lastIndexOf('@');
    String task = at < 0 ? key : key.substring(0, at);
    if (at < 0 && update == null) {
      newest.remove(task);
    } else if (at < 0) {
      newest.put(task, update);
    }
    if (update != null) {
      updates.computeIfAbsent(task, t -> new TreeMap<>()).put(update.version(), update);
    }
  }

  private void add(LedgerEntry entry) {
    if (entry != null) {
      stories.computeIfAbsent(entry.task(), task -> new ArrayList<>()).add(entry);
    }
  }
}
