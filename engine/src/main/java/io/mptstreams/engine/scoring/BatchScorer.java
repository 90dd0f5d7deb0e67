package io.mptstreams.engine.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass: composes the prompts of a mixed batch, runs the backbone, reads the answers. Owned by
 * the thread that owns the bank.
 *
 * <p>The labels of all tasks of the batch are multiplied in one product, and each row then reads
 * the columns of its own task: cheaper than a gather of label vectors a row, and the numbers of a
 * row do not depend on its company.
 */
final class BatchScorer {

  private final Backbone backbone;
  private final PromptBank bank;

  BatchScorer(Backbone backbone, PromptBank bank) {
    this.backbone = backbone;
    this.bank = bank;
  }

  /** A text with the version of the task that scores it. */
  record Row(ResidentTask task, TokenizedText text) {}

  /** Results in the order of the rows. */
  List<ScoringResult> score(List<Row> rows) {
    Map<Integer, Integer> firstColumns = new HashMap<>();
    List<ResidentTask> tasks = new ArrayList<>();
    int columns = 0;
    for (Row row : rows) {
      if (firstColumns.putIfAbsent(row.task().factorRow(), columns) == null) {
        tasks.add(row.task());
        columns += row.task().labelCount();
      }
    }
    float[] products = products(rows, tasks);
    List<ScoringResult> results = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      int firstColumn = firstColumns.get(rows.get(i).task().factorRow());
      results.add(result(rows.get(i), products, i * columns + firstColumn));
    }
    return results;
  }

  /** Products of each unit sentence vector with the labels of all tasks, [rows, sum of labels]. */
  private float[] products(List<Row> rows, List<ResidentTask> tasks) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off();
        NDManager manager = backbone.newManager()) {
      scope.suppressNotUsedWarning();
      NDArray prompts = bank.compose(rows.stream().map(Row::task).toList());
      TokenBatch batch = new TokenBatch(rows.stream().map(Row::text).toList());
      NDArray pooled = backbone.encoder().pooled(manager, batch, prompts);
      return SentenceEmbedder.unit(pooled)
          .matMul(bank.labelVectors(tasks).transpose())
          .toFloatArray();
    }
  }

  private static ScoringResult result(Row row, float[] products, int firstColumn) {
    float[] probabilities =
        Readout.probabilities(row.task().model().parameters(), products, firstColumn);
    return new ScoringResult(
        row.task().model().task(),
        row.task().model().version(),
        row.task().model().sharedPromptVersion(),
        row.task().model().parameters().labels(),
        probabilities,
        Readout.best(probabilities),
        Optional.empty(),
        row.text().truncated());
  }
}
