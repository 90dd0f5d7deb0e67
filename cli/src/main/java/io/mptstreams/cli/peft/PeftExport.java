package io.mptstreams.cli.peft;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.engine.checkpoint.peft.PeftAdapter;
import io.mptstreams.engine.checkpoint.peft.PeftBase;
import io.mptstreams.engine.checkpoint.peft.PeftFactors;
import io.mptstreams.engine.checkpoint.peft.PeftFolder;
import io.mptstreams.engine.checkpoint.peft.PeftTaskType;
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

/** Writes the newest versions of some tasks as one adapter: they must multiply the same prompt. */
public final class PeftExport {

  /**
   * What was written.
   *
   * @param tasks version by task, in the adapter's order
   */
  public record Exported(String folder, long sharedPromptVersion, Map<String, Long> tasks) {}

  private final Cluster cluster;
  private final Optional<SharedPrompt> packaged;

  /**
   * @param packaged the prompt that ships, which stands on the topic only once a scorer or the demo
   *     has put it there
   */
  public PeftExport(Cluster cluster, Optional<SharedPrompt> packaged) {
    this.cluster = cluster;
    this.packaged = packaged;
  }

  /**
   * @param names tasks; none takes all that have learned something
   * @param base Hugging Face name of the backbone, for PEFT to find it
   */
  public Exported write(Path folder, List<String> names, String base) throws IOException {
    TopicContents contents = new TopicContents(cluster);
    Map<String, TaskUpdate> updates = contents.latest(cluster.topics().taskUpdates());
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
    PeftAdapter adapter =
        new PeftAdapter(
            new PeftBase(base, PeftTaskType.SEQ_CLS, 0, 0),
            first.length(),
            first.width(),
            first.rank(),
            values(contents, first.sharedPromptVersion()),
            chosen.stream().map(update -> new PeftFactors(update.u(), update.v())).toList(),
            Optional.empty());
    PeftFolder.write(folder, adapter);
    Map<String, Readout> readouts = new LinkedHashMap<>();
    Map<String, Long> versions = new LinkedHashMap<>();
    for (TaskUpdate update : chosen) {
      readouts.put(update.task(), readout(update));
      versions.put(update.task(), update.version());
    }
    Readouts.write(folder, first.width(), readouts);
    return new Exported(folder.toString(), first.sharedPromptVersion(), versions);
  }

  private float[] values(TopicContents contents, long version) {
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
