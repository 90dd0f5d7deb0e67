package io.mptstreams.engine.tuning.gradient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Indices 0..size-1 in random order, again and again, each round shuffled anew. */
public final class ExampleOrder {

  private final Random random;
  private final List<Integer> round = new ArrayList<>();
  private int next;

  public ExampleOrder(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("there must be at least one example");
    }
    random = new Random(seed);
    for (int i = 0; i < size; i++) {
      round.add(i);
    }
    next = size;
  }

  /** The next {@code count} indices; no index twice within a round. */
  public int[] take(int count) {
    int[] taken = new int[count];
    for (int i = 0; i < count; i++) {
      if (next == round.size()) {
        Collections.shuffle(round, random);
        next = 0;
      }
      taken[i] = round.get(next++);
    }
    return taken;
  }
}
