package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.trigger.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A look at one task: an immutable snapshot of all it depends on, so that it can run on any thread
 * and be run again.
 *
 * @param shared the prompt that the champion multiplies
 * @param newer a newer shared prompt that the task has not been tried behind
 * @param predecessor the version that served before the champion, while the guard watches
 * @param predecessorShared the prompt that the predecessor multiplies
 * @param nextVersion the number to publish under; never used before
 * @param training oldest first
 * @param validation oldest first
 * @param change position of the last detected change
 * @param inputChange position of the last detected change of the texts
 * @param promptTriedAt how many training examples there were when u and v were last trained, with
 *     success or without; 0 for never
 * @param until position of the next example that the task has not seen
 */
public record LearningJob(
    TaskDefinition task,
    Trigger trigger,
    SharedPrompt shared,
    Champion champion,
    Optional<SharedPrompt> newer,
    Optional<Champion> predecessor,
    Optional<SharedPrompt> predecessorShared,
    long nextVersion,
    List<HeldExample> training,
    List<HeldExample> validation,
    OptionalLong change,
    OptionalLong inputChange,
    int promptTriedAt,
    long until,
    Instant at) {

  /** Differs between tasks and versions, and is the same whenever the job is run again. */
  long seed() {
    return 31L * task.name().hashCode() + nextVersion;
  }

  /** The same for a champion behind another prompt. */
  LearningJob behind(SharedPrompt other) {
    return new LearningJob(
        task,
        trigger,
        other,
        champion,
        newer,
        predecessor,
        predecessorShared,
        nextVersion,
        training,
        validation,
        change,
        inputChange,
        promptTriedAt,
        until,
        at);
  }
}
