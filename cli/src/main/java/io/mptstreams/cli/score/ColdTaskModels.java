package io.mptstreams.cli.score;

import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.model.ModelSource;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TaskDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Version 1 of each task, made when its first row comes. Used by one thread. */
public final class ColdTaskModels implements TaskModels {

  private final Backbone backbone;
  private final SharedPrompt prompt;
  private final Map<String, TaskDefinition> tasks;
  private final Map<String, ScoredTask> made = new HashMap<>();

  public ColdTaskModels(Backbone backbone, SharedPrompt prompt, Map<String, TaskDefinition> tasks) {
    this.backbone = backbone;
    this.prompt = prompt;
    this.tasks = Map.copyOf(tasks);
  }

  @Override
  public ScoredTask find(String task) {
    TaskDefinition definition = tasks.get(task);
    if (definition == null) {
      throw new RecordRejectedException(ErrorCode.UNKNOWN_TASK, "there is no task " + task);
    }
    return made.computeIfAbsent(
        task,
        t ->
            new ScoredTask(
                new ModelSource(ColdModels.versionOne(backbone, prompt, definition), prompt),
                definition));
  }

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(tasks.keySet());
  }
}
