package io.mptstreams.engine.scoring;

import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Scores texts of many tasks with one frozen backbone.
 *
 * <p>All methods may be called by any thread. The engine's own threads take what is waiting, run it
 * in batches of mixed tasks, and apply installations between two batches; a batch sees each task
 * either before or after an update and never in between, and a text that is submitted after an
 * installation is answered by it or by a later one. Futures complete on those threads: do nothing
 * slow in a continuation.
 */
public interface ScoringEngine extends AutoCloseable {

  BackboneInfo backbone();

  /**
   * Submits requests that should share batches where they can. Tokenises on the calling thread, a
   * text that comes several times once. Blocks while the queue is full: that is the back-pressure.
   *
   * @return a future per request, in order; fails with {@link ScoringException}
   */
  List<CompletableFuture<ScoringResult>> submitAll(List<ScoringRequest> requests);

  /** Submits one request; see {@link #submitAll}. */
  default CompletableFuture<ScoringResult> submit(ScoringRequest request) {
    return submitAll(List.of(request)).get(0);
  }

  /**
   * Puts P* of a version beside those that are there.
   *
   * @throws io.mptstreams.engine.prompt.InvalidParametersException at once, on the calling thread,
   *     if the shape or the backbone is not this engine's
   */
  CompletableFuture<Void> install(SharedPrompt prompt);

  /**
   * Puts a task's new version in the place of its old one, as soon as a batch ends. The model is
   * checked and copied to the device beside the old row first.
   *
   * @return the time that an engine thread spent on the switch
   * @throws io.mptstreams.engine.prompt.InvalidParametersException at once, on the calling thread,
   *     if the shape is wrong or the shared prompt is unknown
   */
  CompletableFuture<Duration> install(TaskModel model);

  /** Takes a task out; its later requests fail with UNKNOWN_TASK. */
  CompletableFuture<Void> remove(String task);

  /**
   * The start of a task before its first label: the shared prompt's u and v, and the embedding of
   * each label's phrase as its vector.
   */
  CompletableFuture<TaskParameters> coldStart(
      long sharedPromptVersion, List<String> labels, List<String> phrases);

  EngineStatus status();

  /** Completes what was submitted, within a bound, then frees the device. */
  @Override
  void close();
}
