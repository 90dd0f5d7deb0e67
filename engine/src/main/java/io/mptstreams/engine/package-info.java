/**
 * The method, free of Kafka: a frozen backbone, a shared prompt, and per task a low-rank update of
 * it.
 *
 * <p>Read in this order: {@code text} (tokens) → {@code backbone} (hidden states) → {@code prompt}
 * (what a task is in numbers) → {@code scoring} (one thread that owns the device) → {@code tuning}
 * (how the numbers are learned).
 */
package io.mptstreams.engine;
