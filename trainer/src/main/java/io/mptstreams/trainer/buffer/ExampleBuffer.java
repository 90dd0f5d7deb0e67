package io.mptstreams.trainer.buffer;

import io.mptstreams.schemas.record.Example;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The examples of one task in the order of their latest labels. When it is full, the oldest example
 * of the most frequent label goes first, except that the newest are kept whatever their label: rare
 * labels stay represented, and so does the present. A fold over the example log: the same log gives
 * the same buffer.
 *
 * <p>Belongs to the thread that owns the task.
 */
public final class ExampleBuffer {

  private final BufferSettings settings;
  private final SplitRule split;
  private final SourceLimit limit;
  private final LinkedHashMap<String, HeldExample> held = new LinkedHashMap<>();
  private final Map<String, Integer> byLabel = new HashMap<>();
  private final Map<Added, Long> counts = new EnumMap<>(Added.class);
  private long evicted;

  public ExampleBuffer(BufferSettings settings) {
    this.settings = settings;
    this.split = new SplitRule(settings.validationShare());
    this.limit = new SourceLimit(settings.sourceRate());
  }

  /**
   * Takes an example in.
   *
   * @param position of the record in the task's log
   */
  public Added add(Example example, long position) {
    HeldExample before = held.get(example.eventId());
    Added added = kind(before, example);
    if (added != Added.DUPLICATE
        && !limit.allows(example.source().orElse(""), example.labelledAt())) {
      added = Added.LIMITED;
    }
    counts.merge(added, 1L, Long::sum);
    if (added == Added.DUPLICATE || added == Added.LIMITED) {
      return added;
    }
    if (before != null) {
      remove(before);
    }
    held.put(
        example.eventId(), new HeldExample(example, position, split.validates(example.eventId())));
    byLabel.merge(example.label(), 1, Integer::sum);
    if (held.size() > settings.capacity()) {
      remove(victim());
      evicted++;
    }
    return added;
  }

  /** Examples to train on, oldest label first. */
  public List<HeldExample> training() {
    return held.values().stream().filter(e -> !e.validates()).toList();
  }

  /** Examples that only validate, oldest label first. */
  public List<HeldExample> validation() {
    return held.values().stream().filter(HeldExample::validates).toList();
  }

  /** Examples held, both shares. */
  public int size() {
    return held.size();
  }

  /** How many records were of a kind. */
  public long count(Added kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Examples that had to go. */
  public long evicted() {
    return evicted;
  }

  private static Added kind(HeldExample before, Example example) {
    if (before == null) {
      return Added.NEW;
    }
    return before.label().equals(example.label()) ? Added.DUPLICATE : Added.RELABELLED;
  }

  private HeldExample victim() {
    int evictable = held.size() - settings.recent();
    List<HeldExample> old = new ArrayList<>(held.values()).subList(0, evictable);
    HeldExample victim = old.get(0);
    for (HeldExample candidate : old) {
      if (byLabel.get(candidate.label()) > byLabel.get(victim.label())) {
        victim = candidate;
      }
    }
    return victim;
  }

  private void remove(HeldExample example) {
    held.remove(example.id());
    byLabel.merge(example.label(), -1, Integer::sum);
  }
}
