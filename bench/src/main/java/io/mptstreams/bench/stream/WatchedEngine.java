package io.mptstreams.bench.stream;

import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.EngineStatus;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** An engine that notes when a task's version answers for the first time. */
final class WatchedEngine implements ScoringEngine {

  private final ScoringEngine engine;
  private final Map<String, Map<Long, Long>> firstUse = new ConcurrentHashMap<>();

  WatchedEngine(ScoringEngine engine) {
    this.engine = engine;
  }

  /** Versions of a task that have answered, each with the {@code System.nanoTime()} of it. */
  Map<Long, Long> firstUse(String task) {
    return firstUse.computeIfAbsent(task, name -> new ConcurrentHashMap<>());
  }

  @Override
  public List<CompletableFuture<ScoringResult>> submitAll(List<ScoringRequest> requests) {
    List<CompletableFuture<ScoringResult>> answers = engine.submitAll(requests);
    answers.forEach(
        answer -> {
          var unused = answer.thenAccept(this::note);
        });
    return answers;
  }

  private void note(ScoringResult result) {
    firstUse(result.task()).putIfAbsent(result.taskVersion(), System.nanoTime());
  }

  @Override
  public BackboneInfo backbone() {
    return engine.backbone();
  }

  @Override
  public CompletableFuture<Void> install(SharedPrompt prompt) {
    return engine.install(prompt);
  }

  @Override
  public CompletableFuture<Duration> install(TaskModel model) {
    return engine.install(model);
  }

  @Override
  public CompletableFuture<Void> remove(String task) {
    return engine.remove(task);
  }

  @Override
  public CompletableFuture<TaskParameters> coldStart(
      long sharedPromptVersion, List<String> labels, List<String> phrases) {
    return engine.coldStart(sharedPromptVersion, labels, phrases);
  }

  @Override
  public EngineStatus status() {
    return engine.status();
  }

  /** The engine belongs to whoever made it. */
  @Override
  public void close() {}
}
