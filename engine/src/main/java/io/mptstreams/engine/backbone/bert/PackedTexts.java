package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A batch without padding: texts sorted by length, so that texts of one length are a group.
 *
 * @param order row of the batch for each packed text
 * @param sorted the batch stood in this order already
 * @param ids of all tokens one after another
 * @param types likewise
 */
record PackedTexts(int[] order, boolean sorted, long[] ids, long[] types, List<Group> groups) {

  /** Texts of one length. */
  record Group(int texts, int tokens) {}

  /**
   * @param typed the model tells the texts of a pair apart; without it all types are 0
   */
  static PackedTexts of(TokenBatch batch, boolean typed) {
    List<TokenizedText> texts = batch.texts();
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean sorted = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
    int tokens = texts.stream().mapToInt(TokenizedText::length).sum();
    long[] ids = new long[tokens];
    long[] types = new long[tokens];
    int next = 0;
    for (int row : order) {
      TokenizedText text = texts.get(row);
      for (int t = 0; t < text.length(); t++) {
        ids[next] = text.ids()[t];
        types[next++] = typed ? text.typeIds()[t] : 0;
      }
    }
    return new PackedTexts(order, sorted, ids, types, groups(texts, order));
  }

  /** Number of texts. */
  int size() {
    return order.length;
  }

  /** Rows of a [B, ...] array in packed order. */
  NDArray pack(NDManager manager, NDArray rows) {
    return sorted ? rows : rows.get(index(manager, order));
  }

  /** Packed rows back in the order of the batch. */
  NDArray unpack(NDManager manager, NDArray packed) {
    if (sorted) {
      return packed;
    }
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    return packed.get(index(manager, place));
  }

  /**
   * Converted, and so copied: a backward pass reads it after the forward pass's arrays are closed,
   * when memory that came from Java is Java's again.
   */
  private static NDArray index(NDManager manager, int[] rows) {
    return manager.create(rows).toType(DataType.INT64, true);
  }

  private static List<Group> groups(List<TokenizedText> texts, int[] order) {
    List<Group> groups = new ArrayList<>();
    for (int row : order) {
      int length = texts.get(row).length();
      int last = groups.size() - 1;
      if (last >= 0 && groups.get(last).tokens() == length) {
        groups.set(last, new Group(groups.get(last).texts() + 1, length));
      } else {
        groups.add(new Group(1, length));
      }
    }
    return groups;
  }
}
