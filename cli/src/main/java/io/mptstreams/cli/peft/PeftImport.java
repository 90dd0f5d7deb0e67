package io.mptstreams.cli.peft;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.SharedPromptPublisher;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.checkpoint.peft.PeftAdapter;
import io.mptstreams.engine.checkpoint.peft.PeftFactors;
import io.mptstreams.engine.checkpoint.peft.Readouts.Readout;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Publishes an adapter: P* as a new shared prompt, then one version of each task that multiplies
 * it. Nothing is published before everything has been checked.
 */
public final class PeftImport {

  /**
   * What was published.
   *
   * @param tasks version by task
   */
  public record Imported(long sharedPromptVersion, Map<String, Long> tasks) {}

  private final Cluster cluster;
  private final Backbone backbone;

  public PeftImport(Cluster cluster, Backbone backbone) {
    this.cluster = cluster;
    this.backbone = backbone;
  }

  /**
   * @param names a registered task for each of the adapter's, in its order
   * @param readouts by the names that the adapter's tasks had when they were exported; a task
   *     without one starts at its label phrases
   */
  public Imported publish(
      PeftAdapter adapter, List<String> names, Map<String, Readout> readouts, String origin) {
    check(adapter, names);
    TopicContents contents = new TopicContents(cluster);
    Map<String, TaskDefinition> tasks = contents.latest(cluster.topics().tasks());
    Map<String, TaskUpdate> updates = contents.latest(cluster.topics().taskUpdates());
    long promptVersion = new SharedPromptPublisher(cluster).nextVersion();
    List<TaskUpdate> published = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      String name = names.get(k);
      TaskDefinition task = tasks.get(name);
      if (task == null) {
        throw CommandException.failed("there is no task \"" + name + "\"");
      }
      published.add(
          update(
              promptOf(adapter, k, promptVersion),
              task,
              Optional.ofNullable(readouts.get(name)),
              Optional.ofNullable(updates.get(name))));
    }
    try (RecordSender sender = new RecordSender(cluster)) {
      new SharedPromptPublisher(cluster)
          .publish(sender, adapter.sharedPrompt(promptVersion, backbone.info().digest()), origin);
      published.forEach(update -> publish(sender, update, origin));
    }
    Map<String, Long> versions = new java.util.LinkedHashMap<>();
    published.forEach(update -> versions.put(update.task(), update.version()));
    return new Imported(promptVersion, versions);
  }

  private void check(PeftAdapter adapter, List<String> names) {
    if (names.size() != adapter.tasks().size()) {
      throw CommandException.usage(
          "the adapter has %d tasks, %d are named".formatted(adapter.tasks().size(), names.size()));
    }
    if (adapter.width() != backbone.info().width()) {
      throw CommandException.failed(
          "the adapter is for a width of %d, %s has %d"
              .formatted(adapter.width(), backbone.info().name(), backbone.info().width()));
    }
  }

  private SharedPrompt promptOf(PeftAdapter adapter, int task, long version) {
    PeftFactors factors = adapter.tasks().get(task);
    return new SharedPrompt(
        version,
        backbone.info().digest(),
        adapter.length(),
        adapter.width(),
        adapter.rank(),
        adapter.values(),
        factors.u(),
        factors.v());
  }

  private TaskUpdate update(
      SharedPrompt prompt,
      TaskDefinition task,
      Optional<Readout> exported,
      Optional<TaskUpdate> champion) {
    Readout readout = exported.orElseGet(() -> coldReadout(prompt, task));
    if (!readout.labels().equals(task.labelNames())) {
      throw CommandException.failed(
          "the adapter's labels %s are not those of task \"%s\", %s"
              .formatted(readout.labels(), task.name(), task.labelNames()));
    }
    long before = champion.map(TaskUpdate::version).orElse(1L);
    return new TaskUpdate(
        task.name(),
        before + 1,
        OptionalLong.of(before),
        prompt.version(),
        prompt.backboneDigest(),
        readout.labels(),
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        prompt.u(),
        prompt.v(),
        readout.vectors(),
        readout.biases(),
        readout.scale(),
        readout.temperature(),
        UpdateOrigin.IMPORTED,
        0,
        Map.of(),
        "",
        Instant.now());
  }

  private Readout coldReadout(SharedPrompt prompt, TaskDefinition task) {
    List<String> phrases = task.labels().stream().map(LabelDefinition::phrase).toList();
    return Readout.of(new ColdStart(backbone).of(prompt, task.labelNames(), phrases));
  }

  private void publish(RecordSender sender, TaskUpdate update, String origin) {
    sender.sendAndWait(cluster.topics().taskUpdates(), update.task(), update);
    sender.sendAndWait(
        cluster.topics().ledger(),
        update.task(),
        new LedgerEntry(
            update.task(),
            LedgerKind.PROMOTED,
            OptionalLong.of(update.version()),
            update.parent(),
            Optional.empty(),
            origin,
            "command",
            Map.of(),
            List.of(),
            Optional.empty(),
            "mpt import",
            update.createdAt()));
  }
}
