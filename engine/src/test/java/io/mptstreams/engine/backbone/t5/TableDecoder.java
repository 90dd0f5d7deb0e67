package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** A decoder whose next token depends on the last one alone, by a table of probabilities. */
final class TableDecoder implements DecoderSession {

  private final NDManager manager;
  private final float[][][] probabilities;
  private int[] states;
  private int rows;

  /**
   * @param probabilities [states, last token, next token]
   */
  TableDecoder(NDManager manager, float[][][] probabilities) {
    this.manager = manager;
    this.probabilities = probabilities;
    states = new int[probabilities.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = i;
    }
  }

  @Override
  public NDArray next(NDArray tokens) {
    long[] last = tokens.toLongArray();
    rows = last.length;
    int vocabulary = probabilities[0].length;
    float[] logits = new float[rows * vocabulary];
    for (int row = 0; row < rows; row++) {
      int state = states[row / (rows / states.length)];
      for (int next = 0; next < vocabulary; next++) {
        logits[row * vocabulary + next] =
            (float) Math.log(probabilities[state][(int) last[row]][next]);
      }
    }
    return manager.create(logits, new Shape(rows, vocabulary));
  }

  @Override
  public void select(int[] chosen, int[] kept) {
    int[] before = states;
    states = Arrays.stream(kept).map(state -> before[state]).toArray();
  }

  @Override
  public void close() {}
}
