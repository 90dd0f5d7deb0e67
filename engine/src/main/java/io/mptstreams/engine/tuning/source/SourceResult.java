package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskFactors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a source training came to.
 *
 * @param prompt P* with the mean factors as a new task's start; version 1
 * @param tasks every source task's own factors
 * @param validation macro accuracy on held-out rows of the source tasks, 0 to 1; a generation task
 *     counts with the geometric mean of its references' token probabilities
 * @param steps student steps taken; the best state may be earlier
 * @param file where it was written
 * @param metadata as in the file
 */
public record SourceResult(
    SharedPrompt prompt,
    List<TaskFactors> tasks,
    double validation,
    int steps,
    Duration duration,
    Path file,
    Map<String, String> metadata) {}
