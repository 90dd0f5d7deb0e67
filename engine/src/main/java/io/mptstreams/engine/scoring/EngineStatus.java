package io.mptstreams.engine.scoring;

/**
 * A look at the engine, for health and metrics.
 *
 * @param alive every engine thread runs
 * @param queueDepth requests waiting
 * @param tasks resident tasks
 * @param bankBytes device memory of all prompts and label vectors
 * @param batches batches run since the start
 * @param events requests answered since the start
 * @param nanosInBatch time spent in batches since the start, summed over the engine's threads
 * @param currentBatchNanos for how long the oldest batch under way has been running; 0 when idle
 */
public record EngineStatus(
    boolean alive,
    int queueDepth,
    int tasks,
    long bankBytes,
    long batches,
    long events,
    long nanosInBatch,
    long currentBatchNanos) {}
