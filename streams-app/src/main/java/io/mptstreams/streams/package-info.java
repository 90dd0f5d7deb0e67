/**
 * The scorer: event topics → {@code intake} → {@code score} (prefetch, engine) → {@code route} →
 * predictions; feedback → {@code feedback} → examples; compacted topics → {@code reload} → the
 * engine's task bank; {@code ops} shows it all. This package puts the parts together.
 */
package io.mptstreams.streams;
