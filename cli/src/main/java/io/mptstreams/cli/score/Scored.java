package io.mptstreams.cli.score;

import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.TaskDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One answer.
 *
 * @param id the row's, or its number in the file, from 1
 * @param probabilities by label
 * @param abstained the confidence is under the task's threshold
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
    boolean truncated,
    boolean abstained) {

  /** One result under the id of its row. */
  static Scored of(String id, TaskDefinition task, ScoringResult result) {
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
        result.truncated(),
        result.best() >= 0 && task.abstainsAt(result.confidence()));
  }
}
