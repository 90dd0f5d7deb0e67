package io.mptstreams.cli.score;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.model.ModelSource;
import io.mptstreams.cli.versions.VersionChoice;
import io.mptstreams.cli.versions.VersionLog;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.service.PromptRecords;
import io.mptstreams.service.UpdateRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One version of each task, as the topics were when this was made. */
public final class ServedTaskModels implements TaskModels {

  private final Backbone backbone;
  private final VersionLog versions;
  private final VersionChoice choice;
  private final TreeMap<Long, SharedPrompt> prompts = new TreeMap<>();
  private final Map<String, TaskDefinition> tasks;
  private final Map<String, ScoredTask> made = new HashMap<>();

  /**
   * Reads the topics.
   *
   * @param own the shared prompt that the scorer brings along
   * @param choice which version of each task
   */
  public ServedTaskModels(
      Cluster cluster, Backbone backbone, SharedPrompt own, VersionChoice choice) {
    this.backbone = backbone;
    this.choice = choice;
    TopicContents contents = new TopicContents(cluster);
    prompts.put(own.version(), own);
    for (SharedPromptRecord record : contents.latest(cluster.topics().sharedPrompts()).values()) {
      if (!record.createdAt().isAfter(choice.time())) {
        prompts.put(record.version(), PromptRecords.prompt(record));
      }
    }
    tasks = contents.latest(cluster.topics().tasks());
    versions = VersionLog.read(cluster);
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

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(tasks.keySet());
  }

  private ModelSource source(TaskDefinition task) {
    long version = choice.version(versions, task);
    if (version == 1) {
      SharedPrompt newest = prompts.lastEntry().getValue();
      return new ModelSource(ColdModels.versionOne(backbone, newest, task), newest);
    }
    TaskUpdate update =
        versions
            .find(task.name(), version)
            .orElseThrow(
                () ->
                    new RecordRejectedException(
                        ErrorCode.UNKNOWN_VERSION,
                        "version " + version + " of task " + task.name() + " is not on its topic"));
    SharedPrompt prompt = prompts.get(update.sharedPromptVersion());
    if (prompt == null) {
      throw new RecordRejectedException(
          ErrorCode.UNKNOWN_SHARED_PROMPT,
          "shared prompt " + update.sharedPromptVersion() + " is not on its topic");
    }
    TaskModel model =
        new TaskModel(
            update.task(),
            update.version(),
            update.sharedPromptVersion(),
            UpdateRecords.parameters(update));
    return new ModelSource(model, prompt);
  }
}
