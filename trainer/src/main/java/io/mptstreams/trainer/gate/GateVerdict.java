package io.mptstreams.trainer.gate;

import io.mptstreams.schemas.record.LedgerKind;
import java.util.Map;

/**
 * A decision and why.
 *
 * @param kind PROMOTED, REJECTED or POSTPONED
 * @param reason in words, for people
 * @param temperature of the challenger, fitted on the evidence
 * @param metrics the figures behind it
 */
public record GateVerdict(
    LedgerKind kind, String reason, float temperature, Map<String, Double> metrics) {

  public GateVerdict {
    metrics = Map.copyOf(metrics);
  }

  /** Whether the challenger may be published. */
  public boolean promoted() {
    return kind == LedgerKind.PROMOTED;
  }
}
