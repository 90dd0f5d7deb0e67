package io.mptstreams.schemas.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one version of one task said of one event.
 *
 * @param label the likeliest label; empty for a generation task
 * @param confidence calibrated probability of {@code label}, 0 to 1
 * @param labels labels in the order of {@code probabilities}
 * @param probabilities one a label, adding up to 1
 * @param output the text that a generation task wrote
 * @param taskVersion version of the task's update; 1 is the start from the label phrases
 * @param truncated the text was longer than the backbone's limit and was cut
 * @param abstained the confidence is under the task's threshold
 */
public record Prediction(
    String eventId,
    String task,
    Optional<String> label,
    float confidence,
    List<String> labels,
    List<Float> probabilities,
    Optional<String> output,
    long taskVersion,
    long sharedPromptVersion,
    String backboneDigest,
    boolean truncated,
    boolean abstained,
    Instant occurredAt,
    Instant scoredAt) {

  public Prediction {
    labels = List.copyOf(labels);
    probabilities = List.copyOf(probabilities);
  }
}
