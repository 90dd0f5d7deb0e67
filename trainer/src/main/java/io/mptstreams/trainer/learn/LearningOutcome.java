package io.mptstreams.trainer.learn;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.List;
import java.util.Optional;
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

  /** All entries in the order of the ledger. */
  public List<LedgerEntry> entries() {
    return Stream.concat(alarms.stream(), Stream.of(ledger)).toList();
  }
}
