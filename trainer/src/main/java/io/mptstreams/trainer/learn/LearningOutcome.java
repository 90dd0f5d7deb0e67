package io.mptstreams.trainer.learn;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.Optional;

/**
 * What a look came to; to be published as one transaction.
 *
 * @param ledger the verdict
 * @param update the new version, if there is one
 */
public record LearningOutcome(LearningJob job, LedgerEntry ledger, Optional<TaskUpdate> update) {}
