package io.mptstreams.cli.model;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;

/** What there is before any label: the shared prompt that ships, and version 1 of a task. */
public final class ColdModels {

  private static final int PROMPT_LENGTH = 10;
  private static final long SEED = 7;

  private ColdModels() {}

  /** The packaged prompt of this backbone; an untrained one where none ships. */
  public static SharedPrompt sharedPrompt(Backbone backbone) {
    return SharedPrompts.packaged(backbone.info())
        .orElseGet(() -> SharedPrompts.fromVocabulary(backbone, PROMPT_LENGTH, SEED));
  }

  /** Version 1 of a task, as every scorer makes it. */
  public static TaskModel versionOne(Backbone backbone, SharedPrompt prompt, TaskDefinition task) {
    return new TaskModel(
        task.name(),
        1,
        prompt.version(),
        new ColdStart(backbone)
            .of(
                prompt,
                task.labelNames(),
                task.labels().stream().map(LabelDefinition::phrase).toList()));
  }
}
