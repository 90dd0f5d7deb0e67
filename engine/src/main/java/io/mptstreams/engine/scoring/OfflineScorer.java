package io.mptstreams.engine.scoring;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Interruption;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.text.LengthBatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;

/**
 * Scores on the caller's thread, without an engine: for files, gates and replays. Runs the same
 * passes as {@link BatchingEngine}. Safe for use by many threads.
 */
public final class OfflineScorer {

  private final Backbone backbone;
  private final EngineSettings settings;
  private final Intake intake;

  public OfflineScorer(Backbone backbone) {
    this(backbone, EngineSettings.defaults());
  }

  public OfflineScorer(Backbone backbone, EngineSettings settings) {
    this.backbone = backbone;
    this.settings = settings;
    intake = new Intake(backbone, settings);
  }

  private record Numbered(int index, PendingRequest request) {}

  /** Like the longer form, and tells nobody how far it is. */
  public List<ScoringResult> score(
      SharedPrompt prompt, TaskModel model, List<ScoringRequest> requests) {
    return score(prompt, model, requests, scored -> {});
  }

  /**
   * Results in the order of the requests; the task that a request names does not matter.
   *
   * @param progress told the number of requests that are scored, after each batch
   * @throws ScoringException for the first text that cannot be scored
   * @throws io.mptstreams.engine.prompt.InvalidParametersException if prompt, model and backbone do
   *     not fit together
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public List<ScoringResult> score(
      SharedPrompt prompt, TaskModel model, List<ScoringRequest> requests, IntConsumer progress) {
    PromptShape shape = PromptShape.of(prompt);
    shape.check(prompt, backbone.info());
    shape.check(model, backbone.textToText().isPresent());
    List<Numbered> numbered = new ArrayList<>(requests.size());
    for (PendingRequest request : intake.accept(requests)) {
      numbered.add(new Numbered(numbered.size(), checked(request).of(model.task())));
    }
    ScoringResult[] results = new ScoringResult[requests.size()];
    try (PromptBank bank = new PromptBank(backbone.newManager())) {
      bank.install(prompt);
      bank.install(model);
      int done = 0;
      BatchScorer scorer = new BatchScorer(backbone, bank, settings.generation());
      for (List<Numbered> batch :
          LengthBatches.cut(
              numbered,
              item -> item.request().text(),
              settings.maxBatch(),
              settings.maxBatchTokens())) {
        Interruption.check();
        List<ScoringResult> scored = scorer.score(batch.stream().map(Numbered::request).toList());
        for (int i = 0; i < scored.size(); i++) {
          results[batch.get(i).index()] = scored.get(i);
        }
        done += batch.size();
        progress.accept(done);
      }
    }
    return Arrays.asList(results);
  }

  private static PendingRequest checked(PendingRequest request) {
    try {
      request.future().getNow(null);
      return request;
    } catch (CompletionException e) {
      if (e.getCause() instanceof ScoringException reason) {
        throw reason;
      }
      throw e;
    }
  }
}
