package io.mptstreams.trainer.trigger;

import java.time.Instant;
import java.util.Optional;

/**
 * What has happened to a task since the last look.
 *
 * @param newLabels labels, relabels included
 * @param oldest when the first of them came; empty if there is none
 * @param drift a detector fired
 * @param labelsChanged the task's set of labels is another
 * @param command somebody asked
 */
public record TriggerState(
    int newLabels,
    Optional<Instant> oldest,
    boolean drift,
    boolean labelsChanged,
    boolean command) {}
