package io.mptstreams.cli.model;

import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.trainer.adapt.Parameters;

/** What travels on topics, as the engine takes it. */
public final class ServedModels {

  private ServedModels() {}

  public static SharedPrompt prompt(SharedPromptRecord record) {
    return new SharedPrompt(
        record.version(),
        record.backboneDigest(),
        record.length(),
        record.width(),
        record.rank(),
        record.values(),
        record.u(),
        record.v(),
        LabelMemory.of(record.width(), record.labelPhrases(), record.labelCoefficients()));
  }

  public static TaskModel model(TaskUpdate update) {
    return new TaskModel(
        update.task(), update.version(), update.sharedPromptVersion(), Parameters.of(update));
  }
}
