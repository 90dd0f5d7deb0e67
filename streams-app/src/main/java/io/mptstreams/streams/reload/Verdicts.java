package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.streams.metrics.ReloadOutcome;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of an update: to the ledger, the log and the meters. Any thread may call it. */
final class Verdicts {

  private static final Logger log = LoggerFactory.getLogger(Verdicts.class);

  /** The ledger's word for what concerns all tasks. */
  static final String ALL_TASKS = "*";

  private final Ledger ledger;
  private final ScorerMetrics metrics;
  private final String instance;
  private final Clock clock;

  Verdicts(Ledger ledger, ScorerMetrics metrics, String instance, Clock clock) {
    this.ledger = ledger;
    this.metrics = metrics;
    this.instance = instance;
    this.clock = clock;
  }

  /** A new version serves while the program runs. */
  void applied(Candidate candidate, OptionalLong champion, Duration onDevice) {
    Duration delay = Duration.between(candidate.published(), clock.instant());
    metrics.count(ScorerMeter.RELOADS, ReloadOutcome.APPLIED.tag());
    metrics.time(ScorerMeter.RELOAD_SWITCH, onDevice);
    metrics.time(ScorerMeter.RELOAD_DELAY, delay.isNegative() ? Duration.ZERO : delay);
    log.atInfo()
        .addKeyValue("task", candidate.update().task())
        .addKeyValue("version", candidate.version())
        .addKeyValue("delayMs", delay.toMillis())
        .log("installed a new version");
    ledger.record(
        entry(
            candidate.update().task(),
            LedgerKind.APPLIED,
            OptionalLong.of(candidate.version()),
            champion,
            Optional.empty(),
            "",
            Map.of("delay_ms", (double) delay.toMillis(), "switch_ms", onDevice.toNanos() / 1e6),
            Optional.of(candidate.update().digest())));
  }

  /** Something cannot be served; what served before goes on. */
  void refused(String task, OptionalLong version, OptionalLong champion, Refusal refusal) {
    metrics.count(ScorerMeter.RELOADS, ReloadOutcome.REFUSED.tag());
    log.atWarn()
        .addKeyValue("task", task)
        .addKeyValue("version", version.isPresent() ? version.getAsLong() : "?")
        .addKeyValue("code", refusal.code())
        .addKeyValue("reason", refusal.message())
        .log("refused an update");
    ledger.record(
        entry(
            task,
            LedgerKind.REFUSED,
            version,
            champion,
            Optional.of(refusal.code()),
            refusal.message(),
            Map.of(),
            Optional.empty()));
  }

  /** An update waits for its shared prompt. */
  void parked(Candidate candidate) {
    metrics.count(ScorerMeter.RELOADS, ReloadOutcome.PARKED.tag());
    log.atInfo()
        .addKeyValue("task", candidate.update().task())
        .addKeyValue("version", candidate.version())
        .addKeyValue("sharedPrompt", candidate.update().sharedPromptVersion())
        .addKeyValue("code", ErrorCode.UNKNOWN_SHARED_PROMPT)
        .log("an update waits for its shared prompt");
  }

  private LedgerEntry entry(
      String task,
      LedgerKind kind,
      OptionalLong version,
      OptionalLong champion,
      Optional<ErrorCode> code,
      String reason,
      Map<String, Double> figures,
      Optional<String> digest) {
    return new LedgerEntry(
        task,
        kind,
        version,
        champion,
        code,
        reason,
        "",
        figures,
        List.of(),
        digest,
        instance,
        clock.instant());
  }
}
