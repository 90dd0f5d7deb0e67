package io.mptstreams.cli.versions;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.kafka.Transaction;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.Trial;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides by hand which version of a task serves. A scorer acts on it when it reads the record. */
public final class VersionDesk {

  private final Cluster cluster;
  private final RecordSender sender;
  private final VersionLog versions;

  public VersionDesk(Cluster cluster, RecordSender sender) {
    this.cluster = cluster;
    this.sender = sender;
    this.versions = VersionLog.read(cluster);
  }

  /**
   * Pins a task to a version. It is first published under a key of its own: compaction spares only
   * the newest one under the task's key, and a pin must outlive it.
   *
   * @throws CommandException if the version is not on the topic any more
   */
  public TaskDefinition pin(String task, long version) {
    TaskDefinition definition = definition(task);
    if (version > 1) {
      keep(task, version);
    }
    return define(definition, OptionalLong.of(version), definition.trial());
  }

  /** Lets a task serve its newest version again. */
  public TaskDefinition unpin(String task) {
    TaskDefinition definition = definition(task);
    return define(definition, OptionalLong.empty(), definition.trial());
  }

  /**
   * Tries a version out beside the one that serves.
   *
   * @throws CommandException if the version is not on the topic any more, or is 1
   */
  public TaskDefinition tryOut(String task, Trial trial) {
    TaskDefinition definition = definition(task);
    keep(task, trial.version());
    return define(definition, definition.pinnedVersion(), Optional.of(trial));
  }

  /** Ends a task's trial. */
  public TaskDefinition endTrial(String task) {
    TaskDefinition definition = definition(task);
    return define(definition, definition.pinnedVersion(), Optional.empty());
  }

  /**
   * Publishes a former version's numbers under the next number, which no scorer has refused or
   * served yet, and says so on the ledger, in one transaction.
   *
   * @param version without it the one that the newest was made from
   * @return what was written to the ledger
   * @throws CommandException also if a trainer was faster with this number
   */
  public LedgerEntry rollBack(String task, OptionalLong version) {
    OptionalLong pin = definition(task).pinnedVersion();
    if (pin.isPresent()) {
      throw CommandException.failed(
          "\"" + task + "\" is pinned to version " + pin.getAsLong() + "; unpin it first");
    }
    TaskUpdate newest =
        versions
            .newest(task)
            .orElseThrow(() -> CommandException.failed("\"" + task + "\" has no version but 1"));
    long back = version.orElseGet(() -> newest.parent().orElse(1));
    if (back == 1) {
      throw CommandException.failed(
          "version 1 is the start from the label phrases and has no numbers to publish; serve it"
              + " with: mpt versions pin "
              + task
              + " 1");
    }
    TaskUpdate again = again(numbers(task, back), newest);
    LedgerEntry entry = entry(again, newest.version(), back);
    String name = cluster.topics().taskUpdates().name() + ".rollback." + task;
    try (Transaction both = new Transaction(cluster, name)) {
      both.add(cluster.topics().taskUpdates(), task, again);
      both.add(cluster.topics().ledger(), task, entry);
      both.commit();
    }
    requireFirst(again);
    return entry;
  }

  /** Of two with one number, scorers take the first. */
  private void requireFirst(TaskUpdate again) {
    TaskUpdate first = VersionLog.first(cluster, again.task(), again.version()).orElse(again);
    if (!first.digest().equals(again.digest())) {
      throw CommandException.failed(
          "a trainer published version %d of \"%s\" at the same moment, and scorers refuse this one:"
                  .formatted(again.version(), again.task())
              + " roll back again");
    }
  }

  private TaskDefinition definition(String task) {
    return new TopicContents(cluster)
        .latest(cluster.topics().tasks(), task)
        .orElseThrow(() -> CommandException.failed("no task \"" + task + "\" is registered"));
  }

  /** Under a key of its own, which compaction spares. */
  private void keep(String task, long version) {
    sender.sendAndWait(
        cluster.topics().taskUpdates(), task + "@" + version, numbers(task, version));
  }

  private TaskUpdate numbers(String task, long version) {
    return versions
        .find(task, version)
        .orElseThrow(
            () ->
                CommandException.failed(
                    "version %d of \"%s\" is not on its topic; there are %s"
                        .formatted(version, task, versions.published(task))));
  }

  private TaskDefinition define(TaskDefinition t, OptionalLong pin, Optional<Trial> trial) {
    TaskDefinition changed =
        new TaskDefinition(
            t.name(),
            t.kind(),
            t.labels(),
            t.instruction(),
            t.threshold(),
            t.acceptsFeedback(),
            pin,
            Instant.now(),
            trial);
    sender.sendAndWait(cluster.topics().tasks(), t.name(), changed);
    return changed;
  }

  private TaskUpdate again(TaskUpdate u, TaskUpdate newest) {
    return new TaskUpdate(
        u.task(),
        versions.highest(u.task()) + 1,
        OptionalLong.of(newest.version()),
        u.sharedPromptVersion(),
        u.backboneDigest(),
        u.labels(),
        u.length(),
        u.width(),
        u.rank(),
        u.u(),
        u.v(),
        u.labelVectors(),
        u.labelBiases(),
        u.scale(),
        u.temperature(),
        UpdateOrigin.ROLLED_BACK,
        u.examples(),
        u.metrics(),
        u.digest(),
        Instant.now());
  }

  private static LedgerEntry entry(TaskUpdate again, long newest, long back) {
    return new LedgerEntry(
        again.task(),
        LedgerKind.ROLLED_BACK,
        OptionalLong.of(again.version()),
        OptionalLong.of(newest),
        Optional.empty(),
        "back to version " + back + ", by hand",
        "command",
        Map.of(),
        List.of(),
        Optional.of(again.digest()),
        "mpt",
        again.createdAt());
  }
}
