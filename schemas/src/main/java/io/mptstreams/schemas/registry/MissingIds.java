package io.mptstreams.schemas.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids that the registry said it does not know, for a while: a flood of records with one wrong id
 * must not become a flood of requests, and an id that is registered later must be found. Bounded,
 * since ids in garbage are arbitrary. Safe for any number of threads.
 */
final class MissingIds {

  private static final int CAPACITY = 10_000;

  private final Clock clock;
  private final Duration ttl;
  private final Map<Integer, Instant> until =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Instant> eldest) {
          return size() > CAPACITY;
        }
      };

  MissingIds(Clock clock, Duration ttl) {
    this.clock = clock;
    this.ttl = ttl;
  }

  synchronized boolean contains(int id) {
    Instant end = until.get(id);
    if (end != null && !clock.instant().isBefore(end)) {
      until.remove(id);
      return false;
    }
    return end != null;
  }

  synchronized void add(int id) {
    until.put(id, clock.instant().plus(ttl));
  }
}
