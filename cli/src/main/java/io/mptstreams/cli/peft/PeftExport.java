package io.mptstreams.cli.peft;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.engine.checkpoint.peft.PeftAdapter;
import io.mptstreams.engine.checkpoint.peft.PeftBase;
import io.mptstreams.engine.checkpoint.peft.PeftFactors;
import io.mptstreams.engine.checkpoint.peft.PeftFolder;
import io.mptstreams.engine.checkpoint.peft.Readouts;
import io.mptstreams.engine.checkpoint.peft.Readouts.Readout;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the newest versions of some tasks, which must multiply the same prompt: as one adapter for
 * multitask prompt tuning, or each task's prompt alone as plain prompt tuning in a folder of its
 * own.
 */
public final class PeftExport {

  /**
   * What was written.
   *
   * @param tasks version by task, in the adapter's order
   */
  public record Exported(String folder, long sharedPromptVersion, Map<String, Long> tasks) {}

  private final Cluster cluster;
  private final TopicContents contents;
  private final Optional<SharedPrompt> packaged;

  /**
   * @param packaged the prompt that ships, which stands on the topic only once a scorer or the demo
   *     has put it there
   */
  public PeftExport(Cluster cluster, Optional<SharedPrompt> packaged) {
    this.cluster = cluster;
    this.contents = new TopicContents(cluster);
    this.packaged = packaged;
  }

  /**
   * @param names tasks; none takes all that have learned something
   * @param base the backbone, for PEFT to find it
   * @param plain a folder a task, with its prompt alone
   */
  public Exported write(Path folder, List<String> names, PeftBase base, boolean plain)
      throws IOException {
    List<TaskUpdate> chosen = chosen(names);
    PeftAdapter adapter = adapter(chosen, base);
    if (plain) {
      for (int k = 0; k < chosen.size(); k++) {
        Path own = folder.resolve(chosen.get(k).task());
        PeftFolder.writePlain(own, adapter, k);
        writeReadouts(own, chosen.subList(k, k + 1));
      }
    } else {
      PeftFolder.write(folder, adapter);
      writeReadouts(folder, chosen);
    }
    Map<String, Long> versions = new LinkedHashMap<>();
    chosen.forEach(update -> versions.put(update.task(), update.version()));
    return new Exported(folder.toString(), chosen.get(0).sharedPromptVersion(), versions);
  }

  private List<TaskUpdate> chosen(List<String> names) {
    Map<String, TaskUpdate> updates = contents.latest(cluster.topics().taskUpdates());
    updates.entrySet().removeIf(e -> !e.getKey().equals(e.getValue().task()));
    List<TaskUpdate> chosen = new ArrayList<>();
    for (String name : names.isEmpty() ? updates.keySet() : names) {
      TaskUpdate update = updates.get(name);
      if (update == null) {
        throw CommandException.failed("task \"" + name + "\" has no version beyond its start");
      }
      chosen.add(update);
    }
    if (chosen.isEmpty()) {
      throw CommandException.failed("no task has a version beyond its start");
    }
    TaskUpdate first = chosen.get(0);
    for (TaskUpdate other : chosen) {
      if (other.sharedPromptVersion() != first.sharedPromptVersion()
          || other.rank() != first.rank()) {
        throw CommandException.failed(
            "\"%s\" and \"%s\" multiply different shared prompts; export them one by one"
                .formatted(first.task(), other.task()));
      }
    }
    return chosen;
  }

  private PeftAdapter adapter(List<TaskUpdate> chosen, PeftBase base) {
    TaskUpdate first = chosen.get(0);
    return new PeftAdapter(
        base,
        first.length(),
        first.width(),
        first.rank(),
        values(first.sharedPromptVersion()),
        chosen.stream().map(update -> new PeftFactors(update.u(), update.v())).toList(),
        Optional.empty());
  }

  private static void writeReadouts(Path folder, List<TaskUpdate> updates) throws IOException {
    Map<String, Readout> readouts = new LinkedHashMap<>();
    updates.forEach(update -> readouts.put(update.task(), readout(update)));
    Readouts.write(folder, updates.get(0).width(), readouts);
  }

  private float[] values(long version) {
    return contents
        .latest(cluster.topics().sharedPrompts(), Long.toString(version))
        .map(SharedPromptRecord::values)
        .or(() -> packaged.filter(p -> p.version() == version).map(SharedPrompt::values))
        .orElseThrow(
            () -> CommandException.failed("the shared prompt " + version + " is not there"));
  }

  private static Readout readout(TaskUpdate update) {
    return new Readout(
        update.labels(),
        update.labelVectors(),
        update.labelBiases(),
        update.scale(),
        update.temperature());
  }
}
