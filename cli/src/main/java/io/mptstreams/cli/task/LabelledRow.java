package io.mptstreams.cli.task;

import java.util.Optional;

/**
 * One line of a stream or of a task's rows: an event and what it truly is.
 *
 * @param id the event id; empty where the file gives none
 * @param task the task; empty where the folder names it
 * @param label empty where it is not known
 */
public record LabelledRow(
    Optional<String> id,
    Optional<String> task,
    String text,
    Optional<String> textPair,
    Optional<String> label) {}
