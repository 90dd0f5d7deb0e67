package io.mptstreams.engine.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Sorts by length and cuts into batches, so that little is spent on padding. */
public final class LengthBatches {

  private LengthBatches() {}

  /**
   * All items, each once.
   *
   * @param maxSize most texts of a batch
   * @param maxTokens most tokens of a batch, padded to its longest text; one text may exceed it
   */
  public static <T> List<List<T>> cut(
      List<T> items, Function<T, TokenizedText> text, int maxSize, int maxTokens) {
    List<T> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingInt(item -> text.apply(item).length()));
    List<List<T>> batches = new ArrayList<>();
    List<T> batch = new ArrayList<>();
    for (T item : sorted) {
      long padded = (batch.size() + 1L) * text.apply(item).length();
      if (!batch.isEmpty() && (batch.size() == maxSize || padded > maxTokens)) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
