package io.mptstreams.engine.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.text.TokenizedText;
import java.util.List;

/**
 * One pass: composes the prompts of a mixed batch, and has the backbone's {@link Reader} answer.
 * Owned by the thread that owns the bank.
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
            .orElseGet(() -> new VectorReader(backbone, bank));
  }

  /** A text with the version of the task that scores it. */
  record Row(ResidentTask task, TokenizedText text) {}

  /** Results in the order of the rows. */
  List<ScoringResult> score(List<Row> rows) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off()) {
      scope.suppressNotUsedWarning();
      NDArray prompts = bank.compose(rows.stream().map(Row::task).toList());
      return reader.read(rows, prompts);
    }
  }
}
