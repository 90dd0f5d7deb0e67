package io.mptstreams.engine.scoring;

import java.util.Optional;

/**
 * One text for one task.
 *
 * @param task name under which a {@link io.mptstreams.engine.prompt.TaskModel} was installed
 */
public record ScoringRequest(String task, String text, Optional<String> textPair) {}
