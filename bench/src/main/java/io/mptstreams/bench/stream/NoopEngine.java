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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An engine that answers at once and always the same: what remains is the stream. */
final class NoopEngine implements ScoringEngine {

  private final BackboneInfo backbone;
  private final SharedPrompt prompt;

  NoopEngine(BackboneInfo backbone, SharedPrompt prompt) {
    this.backbone = backbone;
    this.prompt = prompt;
  }

  /** The answer to every request. */
  static ScoringResult answer(String task) {
    return new ScoringResult(
        task, 1, 1, Lane.LABELS, new float[] {0.75f, 0.25f}, 0, Optional.empty(), false);
  }

  @Override
  public BackboneInfo backbone() {
    return backbone;
  }

  @Override
  public List<CompletableFuture<ScoringResult>> submitAll(List<ScoringRequest> requests) {
    List<CompletableFuture<ScoringResult>> answers = new ArrayList<>(requests.size());
    for (ScoringRequest request : requests) {
      answers.add(CompletableFuture.completedFuture(answer(request.task())));
    }
    return answers;
  }

  @Override
  public CompletableFuture<Void> install(SharedPrompt installed) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Duration> install(TaskModel model) {
    return CompletableFuture.completedFuture(Duration.ZERO);
  }

  @Override
  public CompletableFuture<Void> remove(String task) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<TaskParameters> coldStart(
      long sharedPromptVersion, List<String> labels, List<String> phrases) {
    return CompletableFuture.completedFuture(Updates.parameters(prompt, labels, 1));
  }

  @Override
  public EngineStatus status() {
    return new EngineStatus(true, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void close() {}
}
