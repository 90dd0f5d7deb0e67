package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.TaskDefinition;

/**
 * What a scorer serves for a task at one moment; immutable, replaced as a whole.
 *
 * @param version of the task's update; 1 is the start from the label phrases
 * @param sharedPromptVersion the P* that the version multiplies
 */
public record ServedTask(TaskDefinition definition, long version, long sharedPromptVersion) {

  /** The definition changed in a way that leaves the numbers alone. */
  ServedTask with(TaskDefinition changed) {
    return new ServedTask(changed, version, sharedPromptVersion);
  }
}
