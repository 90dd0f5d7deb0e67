package io.mptstreams.trainer.learn;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a look came to; to be published as one transaction.
 *
 * @param ledger the verdict
 * @param alarms ledger entries of changes that the look found
 * @param update the new version, if there is one
 */
public record LearningOutcome(
    LearningJob job, LedgerEntry ledger, List<LedgerEntry> alarms, Optional<TaskUpdate> update) {

  public LearningOutcome {
    alarms = List.copyOf(alarms);
  }

  LearningOutcome(LearningJob job, LedgerEntry ledger, Optional<TaskUpdate> update) {
    this(job, ledger, List.of(), update);
  }

  /** The same for the job as it was given out, by which its owner knows it again. */
  LearningOutcome of(LearningJob given) {
    return new LearningOutcome(given, ledger, alarms, update);
  }

  LearningOutcome with(LedgerEntry alarm) {
    return new LearningOutcome(job, ledger, List.of(alarm), update);
  }

  /** The look, without its version, which could not be published. It counts as one all the same. */
  public LearningOutcome refused(ErrorCode code, String reason) {
    LedgerEntry entry =
        new LedgerEntry(
            ledger.task(),
            LedgerKind.REFUSED,
            OptionalLong.empty(),
            ledger.champion(),
            Optional.of(code),
            reason,
            ledger.trigger(),
            ledger.metrics(),
            List.of(),
            Optional.empty(),
            ledger.instance(),
            ledger.at());
    return new LearningOutcome(job, entry, alarms, Optional.empty());
  }

  /** All entries in the order of the ledger. */
  public List<LedgerEntry> entries() {
    return Stream.concat(alarms.stream(), Stream.of(ledger)).toList();
  }
}
