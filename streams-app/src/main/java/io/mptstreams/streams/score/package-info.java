/**
 * Scoring: a poll's records → {@code PollPrefetch} → the engine as one batch; each record → {@code
 * ScoreProcessor}, which waits for its answer → predictions, reviews, dead letters, and what the
 * feedback join remembers.
 */
package io.mptstreams.streams.score;
