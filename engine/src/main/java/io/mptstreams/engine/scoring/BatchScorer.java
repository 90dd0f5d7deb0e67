package io.mptstreams.engine.scoring;

import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.text.TokenizedText;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One pass: takes the prompts of a mixed batch from the bank, and has the backbone's {@link Reader}
 * answer. Safe for many threads, each with its own batch.
 */
final class BatchScorer {

  private final PromptBank bank;
  private final Reader reader;

  BatchScorer(Backbone backbone, PromptBank bank, GenerationSettings generation) {
    this.bank = bank;
    this.reader =
        backbone
            .textToText()
            .<Reader>map(model -> new TextReader(backbone.tokenizer(), model, generation))
            .orElseGet(() -> new VectorReader(backbone));
  }

  /** A text with the version of the task that scores it. */
  record Row(ResidentTask task, TokenizedText text) {}

  /**
   * Results in the order of the requests.
   *
   * @throws UnknownTasksException naming those that are not installed
   */
  List<ScoringResult> score(List<PendingRequest> requests) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      GatheredTasks tasks = bank.gather(requests.stream().map(PendingRequest::task).toList());
      List<Row> rows =
          IntStream.range(0, requests.size())
              .mapToObj(i -> new Row(tasks.rows().get(i), requests.get(i).text()))
              .toList();
      return reader.read(rows, tasks);
    }
  }
}
