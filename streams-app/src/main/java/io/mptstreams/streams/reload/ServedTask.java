package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.TaskDefinition;
import java.util.Optional;

/**
 * What a scorer serves for a task at one moment; immutable, replaced as a whole.
 *
 * @param version of the task's update; 1 is the start from the label phrases
 * @param sharedPromptVersion the P* that the version multiplies
 * @param candidate name under which the engine holds the version on trial, if there is one
 */
public record ServedTask(
    TaskDefinition definition, long version, long sharedPromptVersion, Optional<String> candidate) {

  /** The definition changed in a way that leaves the numbers alone. */
  ServedTask with(TaskDefinition changed) {
    return new ServedTask(changed, version, sharedPromptVersion, candidate);
  }

  ServedTask trying(Optional<String> name) {
    return new ServedTask(definition, version, sharedPromptVersion, name);
  }
}
