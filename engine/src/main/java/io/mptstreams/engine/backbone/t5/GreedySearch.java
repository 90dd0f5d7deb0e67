package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.GeneratedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Takes the likeliest token again and again; a row that has ended leaves the batch. */
final class GreedySearch {

  private final int startToken;
  private final int endToken;

  GreedySearch(int startToken, int endToken) {
    this.startToken = startToken;
    this.endToken = endToken;
  }

  /** A text under way. */
  private static final class Draft {
    private final List<Integer> tokens = new ArrayList<>();
    private double logProbability;
    private boolean ended;

    private GeneratedTokens finish() {
      return new GeneratedTokens(
          tokens.stream().mapToInt(Integer::intValue).toArray(), logProbability, ended);
    }
  }

  /**
   * @param manager of the device
   * @param session at its start
   * @param rows texts to write
   */
  List<GeneratedTokens> run(NDManager manager, DecoderSession session, int rows, int maxNewTokens) {
    List<Draft> drafts = IntStream.range(0, rows).mapToObj(i -> new Draft()).toList();
    List<Draft> live = drafts;
    long[] tokens = new long[rows];
    Arrays.fill(tokens, startToken);
    for (int step = 0; step < maxNewTokens && !live.isEmpty(); step++) {
      long[] best = step(manager, session, live, tokens);
      int[] staying =
          IntStream.range(0, best.length).filter(row -> best[row] != endToken).toArray();
      if (staying.length < best.length && staying.length > 0) {
        session.select(staying, staying);
      }
      live = IntStream.of(staying).mapToObj(live::get).toList();
      tokens = IntStream.of(staying).mapToLong(row -> best[row]).toArray();
    }
    return drafts.stream().map(Draft::finish).toList();
  }

  private long[] step(NDManager manager, DecoderSession session, List<Draft> live, long[] tokens) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray logProbabilities = session.next(manager.create(tokens)).logSoftmax(-1);
      long[] best = logProbabilities.argMax(-1).toLongArray();
      float[] logs = logProbabilities.max(new int[] {-1}).toFloatArray();
      for (int row = 0; row < best.length; row++) {
        Draft draft = live.get(row);
        draft.logProbability += logs[row];
        if (best[row] == endToken) {
          draft.ended = true;
        } else {
          draft.tokens.add((int) best[row]);
        }
      }
      return best;
    }
  }
}
