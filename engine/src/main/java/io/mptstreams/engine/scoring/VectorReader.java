package io.mptstreams.engine.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.scoring.BatchScorer.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers of an encoder: products of the unit sentence vector with label vectors.
 *
 * <p>The labels of all tasks of the batch are multiplied in one product, and each row then reads
 * the columns of its own task: cheaper than a gather of label vectors a row, and the numbers of a
 * row do not depend on its company.
 */
final class VectorReader implements Reader {

  private final Backbone backbone;

  VectorReader(Backbone backbone) {
    this.backbone = backbone;
  }

  @Override
  public List<ScoringResult> read(List<Row> rows, GatheredTasks tasks) {
    Map<Integer, Integer> firstColumns = new HashMap<>();
    int columns = 0;
    for (ResidentTask task : tasks.distinct()) {
      firstColumns.put(task.factorRow(), columns);
      columns += task.labelCount();
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
  private float[] products(List<Row> rows, GatheredTasks tasks) {
    try (NDManager manager = backbone.newManager()) {
      TokenBatch batch = new TokenBatch(rows.stream().map(Row::text).toList());
      NDArray pooled = backbone.encoder().pooled(manager, batch, tasks.prompts());
      return SentenceEmbedder.unit(pooled).matMul(tasks.labelVectors().transpose()).toFloatArray();
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
