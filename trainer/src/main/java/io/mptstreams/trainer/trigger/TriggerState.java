package io.mptstreams.trainer.trigger;

import java.time.Instant;
import java.util.Optional;

/**
 * What has happened to a task since the last look.
 *
 * @param known labels that the task has, new ones included
 * @param newLabels labels, relabels included
 * @param oldest when the first of them came; empty if there is none
 * @param drift a detector fired
 * @param labelsChanged the task's set of labels is another
 * @param newerPrompt there is a shared prompt that the task was not tried behind, and examples to
 *     try it with
 * @param command somebody asked
 */
public record TriggerState(
    int known,
    int newLabels,
    Optional<Instant> oldest,
    boolean drift,
    boolean labelsChanged,
    boolean newerPrompt,
    boolean command) {}
