package io.mptstreams.engine.scoring;

import java.util.Map;
import java.util.TreeMap;

/** Hands out runs of neighbouring rows of a table, the first run that fits. Not thread-safe. */
final class RowAllocator {

  private final TreeMap<Integer, Integer> freeLengthByStart = new TreeMap<>();
  private int capacity;

  /** The first of {@code count} neighbouring free rows, or -1 if there is no such run. */
  int allocate(int count) {
    for (Map.Entry<Integer, Integer> run : freeLengthByStart.entrySet()) {
      if (run.getValue() >= count) {
        int start = run.getKey();
        int left = run.getValue() - count;
        freeLengthByStart.remove(start);
        if (left > 0) {
          freeLengthByStart.put(start + count, left);
        }
        return start;
      }
    }
    return -1;
  }

  /** Gives rows back and joins them with free neighbours. */
  void free(int start, int count) {
    int from = start;
    int to = start + count;
    Map.Entry<Integer, Integer> before = freeLengthByStart.floorEntry(start);
    if (before != null && before.getKey() + before.getValue() == start) {
      from = before.getKey();
    }
    Integer after = freeLengthByStart.remove(to);
    if (after != null) {
      to += after;
    }
    freeLengthByStart.put(from, to - from);
  }

  /** Adds free rows at the end. */
  void growTo(int newCapacity) {
    if (newCapacity > capacity) {
      free(capacity, newCapacity - capacity);
      capacity = newCapacity;
    }
  }

  int capacity() {
    return capacity;
  }
}
