package io.mptstreams.engine.scoring;

import io.mptstreams.engine.scoring.BatchScorer.Row;
import java.util.List;

/**
 * From texts behind their prompts to answers, one way for each kind of backbone: an encoder's
 * sentence vector is compared with label vectors, an encoder-decoder is asked for label words or
 * writes. Holds nothing of a batch; what it makes on the device belongs to the caller's scope.
 */
interface Reader {

  /**
   * Reads one batch of mixed tasks.
   *
   * @param tasks the numbers of their tasks
   * @return in the order of the rows
   */
  List<ScoringResult> read(List<Row> rows, GatheredTasks tasks);
}
