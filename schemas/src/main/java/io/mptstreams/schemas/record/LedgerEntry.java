package io.mptstreams.schemas.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One decision about one version of one task, by the trainer or by a scorer.
 *
 * @param champion the version that served
 * @param code where something was refused
 * @param trigger what set it off: count, age, drift, command
 * @param exampleIds the events trained on
 * @param digest of the update's tensors
 * @param instance who says so
 */
public record LedgerEntry(
    String task,
    LedgerKind kind,
    OptionalLong version,
    OptionalLong champion,
    Optional<ErrorCode> code,
    String reason,
    String trigger,
    Map<String, Double> metrics,
    List<String> exampleIds,
    Optional<String> digest,
    String instance,
    Instant at) {

  public LedgerEntry {
    metrics = Map.copyOf(metrics);
    exampleIds = List.copyOf(exampleIds);
  }
}
