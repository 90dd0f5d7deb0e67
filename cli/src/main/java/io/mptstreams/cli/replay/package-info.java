/**
 * Old records once more: {@code SpanReader → ReplayedEvent → Resender, to where it came from, or
 * PastScorer, answered here by a past version → ReplayTally}.
 */
package io.mptstreams.cli.replay;
