/** Verdicts out: consumed offsets, ledger entries and the update in one transaction, or nothing. */
package io.mptstreams.trainer.publish;
