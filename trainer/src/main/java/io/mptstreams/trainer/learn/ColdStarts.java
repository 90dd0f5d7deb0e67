package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.TaskDefinition;

/** How a task answers before anything was learned; the same numbers as every scorer makes. */
public interface ColdStarts {

  /** Parameters of version 1 behind a shared prompt. */
  TaskParameters of(SharedPrompt shared, TaskDefinition task);
}
