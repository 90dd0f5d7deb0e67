package io.mptstreams.engine.scoring;

import io.mptstreams.engine.backbone.GenerationSettings;
import java.time.Duration;

/**
 * Bounds of a {@link BatchingEngine}.
 *
 * @param workers batches that run at the same time, each on a thread of its own; more workers with
 *     fewer intra-op threads each score more events a second on a CPU, and one event more slowly
 * @param queueCapacity requests that may wait; submitting blocks beyond
 * @param window requests taken from the queue at once and sorted by length
 * @param maxBatch texts that go through the backbone together; an update waits for a batch to end
 * @param maxBatchTokens tokens that do, padding included; bounds the memory of a pass
 * @param maxTextTokens longer texts are cut, and the result says so
 * @param maxTextBytes UTF-8 bytes of a text and its pair; more is refused
 * @param deadline from submitting to the answer
 * @param closeTimeout how long closing waits for what was submitted
 * @param generation how generation tasks write
 */
public record EngineSettings(
    int workers,
    int queueCapacity,
    int window,
    int maxBatch,
    int maxBatchTokens,
    int maxTextTokens,
    int maxTextBytes,
    Duration deadline,
    Duration closeTimeout,
    GenerationSettings generation) {

  private static final int FEWEST_TOKENS = 8;

  public EngineSettings {
    atLeast("scoring.workers", workers, 1);
    atLeast("scoring.queue.capacity", queueCapacity, 1);
    atLeast("scoring.batch.window", window, 1);
    atLeast("scoring.batch.max-size", maxBatch, 1);
    atLeast("scoring.batch.max-tokens", maxBatchTokens, 1);
    atLeast("scoring.text.max-tokens", maxTextTokens, FEWEST_TOKENS);
    atLeast("scoring.text.max-bytes", maxTextBytes, 1);
    positive("scoring.deadline", deadline);
    positive("scoring.close-timeout", closeTimeout);
  }

  /** Another way of writing. */
  public EngineSettings withGeneration(GenerationSettings other) {
    return new EngineSettings(
        workers,
        queueCapacity,
        window,
        maxBatch,
        maxBatchTokens,
        maxTextTokens,
        maxTextBytes,
        deadline,
        closeTimeout,
        other);
  }

  /** Another number of workers. */
  public EngineSettings withWorkers(int other) {
    return new EngineSettings(
        other,
        queueCapacity,
        window,
        maxBatch,
        maxBatchTokens,
        maxTextTokens,
        maxTextBytes,
        deadline,
        closeTimeout,
        generation);
  }

  /** Fit for short events; one worker, which is what a GPU wants. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        1,
        4096,
        512,
        64,
        8192,
        512,
        64 * 1024,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        GenerationSettings.defaults());
  }

  private static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", was " + value);
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(key + " must be positive, was " + value);
    }
  }
}
