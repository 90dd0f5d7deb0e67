package io.mptstreams.schemas.record;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event joined with its label.
 *
 * @param predictedLabel what was predicted before the label was known
 * @param predictedVersion the task version that predicted it
 * @param confidence with what confidence, 0 to 1
 * @param relabel an earlier label of the same event is replaced by this one
 */
public record Example(
    String eventId,
    String task,
    String text,
    Optional<String> textPair,
    String label,
    Optional<String> source,
    Optional<String> predictedLabel,
    OptionalLong predictedVersion,
    Optional<Float> confidence,
    boolean relabel,
    Instant occurredAt,
    Instant labelledAt) {}
