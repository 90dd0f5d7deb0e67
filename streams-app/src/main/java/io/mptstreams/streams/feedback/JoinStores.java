package io.mptstreams.streams.feedback;

import io.mptstreams.streams.intake.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * What the join remembers, by event id. Scored events lie in a window store, which drops whole
 * segments once the feedback horizon has passed: texts are large and expiry must not scan. Parked
 * feedback lies in a key-value store, which drops nothing by itself: it leaves only when its event
 * comes or when it is swept to the late topic, however long the program was down.
 *
 * <p>Times are those of scoring and of arrival, not of the records: one record with a timestamp far
 * ahead would make a window store expire everything.
 */
final class JoinStores {

  static final String SCORED = "scored-events";
  static final String PARKED = "parked-feedback";

  private static final Map<String, String> CHANGELOG = Map.of("compression.type", "zstd");
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private final WindowStore<String, ScoredEvent> scored;
  private final TimestampedKeyValueStore<String, List<SourceRecord>> parked;
  private final Duration horizon;

  JoinStores(ProcessorContext<?, ?> context, Duration horizon) {
    this.scored = context.getStateStore(SCORED);
    this.parked = context.getStateStore(PARKED);
    this.horizon = horizon;
  }

  static Set<StoreBuilder<?>> builders(Duration horizon) {
    return Set.of(
        Stores.windowStoreBuilder(
                Stores.persistentWindowStore(SCORED, horizon, Duration.ofMillis(1), false),
                Serdes.String(),
                new ScoredEventSerde())
            .withLoggingEnabled(CHANGELOG)
            .withCachingDisabled(),
        Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore(PARKED),
                Serdes.String(),
                new SourceRecordsSerde())
            .withLoggingEnabled(CHANGELOG)
            .withCachingDisabled());
  }

  /** What is remembered of an event, null for nothing. */
  ScoredEvent find(String eventId, Instant now) {
    ScoredEvent found = null;
    try (WindowStoreIterator<ScoredEvent> all =
        scored.fetch(eventId, now.minus(horizon), now.plus(CLOCK_SKEW))) {
      while (all.hasNext()) {
        KeyValue<Long, ScoredEvent> next = all.next();
        found = found == null ? next.value : found.merge(next.value);
      }
    }
    return found;
  }

  void remember(ScoredEvent event) {
    scored.put(event.eventId(), event, event.scoredAt());
  }

  /** Feedback that waits for an event, in order of arrival; usually none. */
  List<SourceRecord> parked(String eventId) {
    ValueAndTimestamp<List<SourceRecord>> value = parked.get(eventId);
    return value == null ? List.of() : value.value();
  }

  /** Lets feedback wait behind what waits already. */
  void park(String eventId, SourceRecord feedback, Instant now) {
    ValueAndTimestamp<List<SourceRecord>> before = parked.get(eventId);
    List<SourceRecord> all = new ArrayList<>(before == null ? List.of() : before.value());
    all.add(feedback);
    parked.put(
        eventId,
        ValueAndTimestamp.make(all, before == null ? now.toEpochMilli() : before.timestamp()));
  }

  void unpark(String eventId) {
    parked.delete(eventId);
  }

  /** Feedback that has waited since before a time, by event id. */
  Map<String, List<SourceRecord>> parkedBefore(Instant time) {
    Map<String, List<SourceRecord>> old = new LinkedHashMap<>();
    try (KeyValueIterator<String, ValueAndTimestamp<List<SourceRecord>>> all = parked.all()) {
      while (all.hasNext()) {
        KeyValue<String, ValueAndTimestamp<List<SourceRecord>>> next = all.next();
        if (next.value.timestamp() < time.toEpochMilli()) {
          old.put(next.key, next.value.value());
        }
      }
    }
    return old;
  }
}
