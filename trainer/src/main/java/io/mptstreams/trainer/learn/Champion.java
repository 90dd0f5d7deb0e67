package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.TaskParameters;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A version of a task that serves or served.
 *
 * @param version 1 is the cold start
 * @param sharedPrompt the shared prompt's version; empty for the cold start, which takes the newest
 * @param parameters empty for the cold start, which is made when it is needed
 * @param trainedOn ids of the examples it was trained on
 * @param until position in the task's log up to which it knows the examples
 * @param promptExamples how many examples its u and v were trained on; 0 for the shared start
 */
public record Champion(
    long version,
    OptionalLong sharedPrompt,
    Optional<TaskParameters> parameters,
    Set<String> trainedOn,
    long until,
    int promptExamples) {

  public Champion {
    trainedOn = Set.copyOf(trainedOn);
  }

  /** The version that every scorer makes itself. */
  public static Champion coldStart() {
    return new Champion(1, OptionalLong.empty(), Optional.empty(), Set.of(), 0, 0);
  }

  /**
   * How many examples it was learned from. A version that came from elsewhere does not say; it is
   * taken for well learned.
   */
  int learnedFrom() {
    return version > 1 && trainedOn.isEmpty() ? Integer.MAX_VALUE : trainedOn.size();
  }
}
