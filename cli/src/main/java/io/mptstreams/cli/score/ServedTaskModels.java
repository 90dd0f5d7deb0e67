package io.mptstreams.cli.score;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.model.ModelSource;
import io.mptstreams.cli.model.ServedModels;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The version of each task that serves, as the topics were when this was made. */
public final class ServedTaskModels implements TaskModels {

  private final Backbone backbone;
  private final Map<Long, SharedPrompt> prompts = new HashMap<>();
  private final Map<String, TaskDefinition> tasks;
  private final Map<String, TaskUpdate> updates;
  private final Map<String, ScoredTask> made = new HashMap<>();

  /**
   * Reads the topics.
   *
   * @param own the shared prompt that the scorer brings along
   */
  public ServedTaskModels(Cluster cluster, Backbone backbone, SharedPrompt own) {
    this.backbone = backbone;
    TopicContents contents = new TopicContents(cluster);
    prompts.put(own.version(), own);
    for (SharedPromptRecord record : contents.latest(cluster.topics().sharedPrompts()).values()) {
      prompts.put(record.version(), ServedModels.prompt(record));
    }
    tasks = contents.latest(cluster.topics().tasks());
    updates = contents.latest(cluster.topics().taskUpdates());
  }

  @Override
  public ScoredTask find(String task) {
    TaskDefinition definition = tasks.get(task);
    if (definition == null) {
      throw new RecordRejectedException(
          ErrorCode.UNKNOWN_TASK, "no task \"" + task + "\" is registered");
    }
    return made.computeIfAbsent(task, t -> new ScoredTask(source(definition), definition));
  }

  private ModelSource source(TaskDefinition task) {
    Optional<TaskUpdate> update = update(task);
    if (update.isEmpty()) {
      SharedPrompt first = prompt(1);
      return new ModelSource(ColdModels.versionOne(backbone, first, task), first);
    }
    return new ModelSource(
        ServedModels.model(update.get()), prompt(update.get().sharedPromptVersion()));
  }

  private Optional<TaskUpdate> update(TaskDefinition task) {
    Optional<TaskUpdate> newest = Optional.ofNullable(updates.get(task.name()));
    OptionalLong pin = task.pinnedVersion();
    if (pin.isEmpty()) {
      return newest;
    }
    long version = pin.getAsLong();
    if (version == 1) {
      return Optional.empty();
    }
    return Optional.of(
        newest
            .filter(update -> update.version() == version)
            .or(() -> Optional.ofNullable(updates.get(task.name() + "@" + version)))
            .orElseThrow(
                () ->
                    new RecordRejectedException(
                        ErrorCode.UNKNOWN_VERSION,
                        "task "
                            + task.name()
                            + " is pinned to version "
                            + version
                            + ", which is not on its topic")));
  }

  private SharedPrompt prompt(long version) {
    SharedPrompt prompt = prompts.get(version);
    if (prompt == null) {
      throw new RecordRejectedException(
          ErrorCode.UNKNOWN_SHARED_PROMPT, "shared prompt " + version + " is not on its topic");
    }
    return prompt;
  }
}
