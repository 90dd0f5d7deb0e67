/**
 * Hot reload: compacted topics (tasks, shared prompts, updates) → {@code BankTopics} on the global
 * thread → {@code TaskBank} → one version a task in the engine, verdicts on the ledger.
 */
package io.mptstreams.streams.reload;
