package io.mptstreams.cli.model;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows in, answers out, with the numbers that the stream would give. */
public final class OfflineScores {

  /**
   * One answer.
   *
   * @param id the row's, or its number in the file, from 0
   * @param probabilities by label
   */
  public record Scored(
      String id,
      String task,
      Optional<String> label,
      float confidence,
      Map<String, Float> probabilities,
      Optional<String> output,
      long taskVersion,
      long sharedPromptVersion,
      boolean truncated) {}

  private final OfflineScorer scorer;
  private final ModelSource source;

  public OfflineScores(Backbone backbone, ModelSource source) {
    this.scorer = new OfflineScorer(backbone);
    this.source = source;
  }

  /**
   * Answers in the order of the rows.
   *
   * @param first number of the first row in the file
   */
  public List<Scored> score(List<LabelledRow> rows, long first) {
    String task = source.model().task();
    List<ScoringRequest> requests =
        rows.stream().map(row -> new ScoringRequest(task, row.text(), row.textPair())).toList();
    List<ScoringResult> results;
    try {
      results = scorer.score(source.prompt(), source.model(), requests);
    } catch (ScoringException e) {
      throw CommandException.failed(
          "a text between rows %d and %d cannot be scored: %s"
              .formatted(first, first + rows.size() - 1, e.getMessage()));
    }
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      scored.add(scored(rows.get(i).id().orElse(Long.toString(first + i)), results.get(i)));
    }
    return scored;
  }

  private static Scored scored(String id, ScoringResult result) {
    Map<String, Float> probabilities = new LinkedHashMap<>();
    for (int c = 0; c < result.labels().size(); c++) {
      probabilities.put(result.labels().get(c), result.probabilities()[c]);
    }
    return new Scored(
        id,
        result.task(),
        result.label(),
        result.confidence(),
        probabilities,
        result.output(),
        result.taskVersion(),
        result.sharedPromptVersion(),
        result.truncated());
  }
}
