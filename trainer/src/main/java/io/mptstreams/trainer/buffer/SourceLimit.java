package io.mptstreams.trainer.buffer;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many labels of one source a task takes in: a token bucket for each source, filled by the
 * labels' own times, so that a rebuild of the buffer comes to the same examples. A source may send
 * a burst of its whole rate at once. A bucket that is full again is what a source has that was
 * never heard of, so that only the sources of the last minute are remembered.
 *
 * <p>Belongs to the thread that owns the task.
 */
final class SourceLimit {

  private static final Duration UNTIL_FULL = Duration.ofMinutes(1);

  private final int perMinute;

  /** Last used last. */
  private final Map<String, Bucket> buckets = new LinkedHashMap<>();

  /** Labels that may still come, as of a moment. */
  private record Bucket(double tokens, Instant at) {}

  /**
   * @param perMinute labels of a source a minute; 0 for no limit
   */
  SourceLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Whether a label is within its source's rate; it counts if it is. */
  boolean allows(String source, Instant labelled) {
    if (perMinute == 0) {
      return true;
    }
    Bucket before = buckets.remove(source);
    if (before == null) {
      before = new Bucket(perMinute, labelled);
    }
    double seconds = Duration.between(before.at(), labelled).toMillis() / 1000.0;
    double tokens = Math.min(perMinute, before.tokens() + Math.max(0, seconds) * perMinute / 60);
    boolean allowed = tokens >= 1;
    Instant at = labelled.isAfter(before.at()) ? labelled : before.at();
    buckets.put(source, new Bucket(allowed ? tokens - 1 : tokens, at));
    forgetFull(at);
    return allowed;
  }

  private void forgetFull(Instant now) {
    Iterator<Bucket> oldest = buckets.values().iterator();
    while (oldest.hasNext() && !oldest.next().at().plus(UNTIL_FULL).isAfter(now)) {
      oldest.remove();
    }
  }

  /** Sources that are remembered. */
  int sources() {
    return buckets.size();
  }
}
