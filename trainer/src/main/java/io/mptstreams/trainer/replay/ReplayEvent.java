package io.mptstreams.trainer.replay;

import java.time.Instant;
import java.util.Optional;

/** One line of a stream: an event and what it truly is. */
public record ReplayEvent(
    Instant at, String task, String id, String text, Optional<String> textPair, String label) {}
