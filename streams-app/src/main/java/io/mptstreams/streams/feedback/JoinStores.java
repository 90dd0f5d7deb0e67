package io.mptstreams.streams.feedback;

import io.mptstreams.streams.intake.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

/**
 * What the join remembers, by event id. Scored events lie in a window store, which drops whole
 * segments once the feedback horizon has passed: texts are large and expiry must not scan. Parked
 * feedback lies in a key-value store, which drops nothing by itself: it leaves only when its event
 * comes or when it is swept to the late topic, however long the program was down.
 *
 * <p>A window store looks for a key within a span of time by an iterator over each segment, which
 * costs more than all the rest of a join. So an event lies under the beginning of its half of a
 * horizon, and is looked for by key in the few halves that it can lie in, the present one first.
 * There is one record of an event: what is added to it later keeps the time of its first scoring.
 *
 * <p>Times are those of scoring and of arrival, not of the records: one record with a timestamp far
 * ahead would make a window store expire everything.
 */
final class JoinStores {

  static final String SCORED = "scored-events";
  static final String PARKED = "parked-feedback";

  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private final WindowStore<String, ScoredEvent> scored;
  private final TimestampedKeyValueStore<String, List<SourceRecord>> parked;
  private final FeedbackSettings settings;
  private final Duration horizon;

  JoinStores(ProcessorContext<?, ?> context, FeedbackSettings settings) {
    this.scored = context.getStateStore(SCORED);
    this.parked = context.getStateStore(PARKED);
    this.settings = settings;
    this.horizon = settings.horizon();
  }

  static Set<StoreBuilder<?>> builders(Duration horizon) {
    Duration half = half(horizon);
    return Set.of(
        Stores.windowStoreBuilder(
                Stores.persistentWindowStore(SCORED, horizon.plus(half), half, false),
                Serdes.String(),
                new ScoredEventSerde())
            .withLoggingEnabled(Map.of())
            .withCachingDisabled(),
        Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore(PARKED),
                Serdes.String(),
                new SourceRecordsSerde())
            .withLoggingEnabled(Map.of())
            .withCachingDisabled());
  }

  /** What is remembered of an event, null for nothing. */
  ScoredEvent find(String eventId, Instant now) {
    long oldest = now.minus(horizon).toEpochMilli();
    long half = half(horizon).toMillis();
    for (long start = startOf(now.plus(CLOCK_SKEW).toEpochMilli());
        start > oldest - half;
        start -= half) {
      ScoredEvent found = scored.fetch(eventId, start);
      if (found != null) {
        return found.scoredAt() >= oldest ? found : null;
      }
    }
    return null;
  }

  /** Whose tasks all forget sooner lies where segments are dropped sooner. */
  void remember(ScoredEvent event) {
    Duration longest =
        event.tasks().stream()
            .map(entry -> settings.horizon(entry.task()))
            .max(Comparator.naturalOrder())
            .orElse(horizon);
    long sooner = horizon.minus(longest).toMillis();
    scored.put(event.eventId(), event, startOf(event.scoredAt() - sooner));
  }

  /** The beginning of the half of a horizon that a time lies in. */
  private long startOf(long millis) {
    long half = half(horizon).toMillis();
    return Math.floorDiv(millis, half) * half;
  }

  private static Duration half(Duration horizon) {
    return Duration.ofMillis(Math.max(1, (horizon.toMillis() + 1) / 2));
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
