/**
 * Learns tasks from their labels, and publishes what is better.
 *
 * <p>{@code examples} (Kafka in) → {@code learn} (what to do next; {@code buffer}, {@code trigger},
 * {@code drift}) → {@code adapt} (challengers) → {@code gate}, {@code guard} (verdicts) → {@code
 * publish} (one transaction out). {@code replay} runs the middle of it in virtual time.
 */
package io.mptstreams.trainer;
