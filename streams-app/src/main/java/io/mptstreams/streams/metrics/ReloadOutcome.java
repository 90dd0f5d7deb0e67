package io.mptstreams.streams.metrics;

import java.util.Locale;

/** What became of an update: the tag of {@link ScorerMeter#RELOADS}. */
public enum ReloadOutcome {
  /** It serves. */
  APPLIED,
  /** It was not good, and the ledger says why. */
  REFUSED,
  /** It waits for its task or shared prompt. */
  PARKED;

  /** As dashboards and alerts spell it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
