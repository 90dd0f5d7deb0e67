package io.mptstreams.engine.scoring;

import java.util.List;
import java.util.Optional;

/**
 * What one version of one task says of one text.
 *
 * @param labels in the order of {@code probabilities}; empty for a generation task
 * @param probabilities calibrated, adding up to 1; belongs to the record
 * @param best index of the likeliest label, -1 for a generation task
 * @param output text of a generation task
 * @param truncated the text was cut at the backbone's limit
 */
public record ScoringResult(
    String task,
    long taskVersion,
    long sharedPromptVersion,
    List<String> labels,
    float[] probabilities,
    int best,
    Optional<String> output,
    boolean truncated) {

  /** The likeliest label, if the task has labels. */
  public Optional<String> label() {
    return best < 0 ? Optional.empty() : Optional.of(labels.get(best));
  }

  /** Probability of the likeliest label, 0 to 1; 0 for a generation task. */
  public float confidence() {
    return best < 0 ? 0 : probabilities[best];
  }
}
