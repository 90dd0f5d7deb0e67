/**
 * Records in: {@code ExampleSource} reads what this trainer owns of {@code mpt.examples}, {@code
 * StateReader} reads tasks, shared prompts, updates and the ledger to their ends and on.
 */
package io.mptstreams.trainer.examples;
