package io.mptstreams.engine.backbone.bert;

import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.bert.PackedTexts.Group;
import io.mptstreams.engine.backbone.load.Weights;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/** Sums of word, position and type vectors, behind prompts that stand at the input. */
final class WordSums {

  private final BertConfig config;
  private final boolean numbered;
  private final FloatBuffer words;
  private final float[][] positions;
  private final float[][] types;

  /**
   * @param weights on the CPU; they must outlive this
   */
  WordSums(BertConfig config, PromptPlacement placement, Weights weights) {
    this.config = config;
    this.numbered = placement.numbered();
    this.words = weights.get(BertTensors.WORDS).toByteBuffer(true).asFloatBuffer();
    this.positions = rows(weights.get(BertTensors.POSITIONS).toFloatArray());
    this.types =
        config.typeVocabulary() > 0
            ? rows(weights.get(BertTensors.TYPES).toFloatArray())
            : new float[1][config.width()];
  }

  /**
   * Arrays of their own, because the JVM adds several numbers at a time only from equal indices.
   */
  private float[][] rows(float[] table) {
    int d = config.width();
    float[][] rows = new float[table.length / d][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(table, i * d, (i + 1) * d));
    return rows;
  }

  /**
   * Writes the rows of a piece.
   *
   * @param first tokens of the batch before it
   * @param prompts vectors of the piece's prompts one after another; not read where no rows are
   *     ahead
   * @param rows [rows of the piece, d]; those that rounding has added become zero
   */
  void write(PackedTexts batch, Piece piece, int first, FloatBuffer prompts, FloatBuffer rows) {
    int d = config.width();
    float[] row = new float[d];
    int at = 0;
    int token = first;
    int vector = 0;
    int offset = config.firstPosition() + (numbered ? piece.ahead() : 0);
    for (Group group : piece.groups()) {
      for (int text = 0; text < group.texts(); text++) {
        for (int i = 0; i < piece.ahead(); i++) {
          prompts.get(vector++ * d, row);
          add(row, types[0]);
          if (numbered) {
            add(row, positions[config.firstPosition() + i]);
          }
          rows.put(at++ * d, row);
        }
        for (int i = 0; i < group.tokens(); i++) {
          int id = Objects.checkIndex((int) batch.ids()[token], config.vocabulary());
          words.get(id * d, row);
          add(row, types[(int) batch.types()[token++]]);
          add(row, positions[offset + i]);
          rows.put(at++ * d, row);
        }
      }
    }
    Arrays.fill(row, 0);
    while (at < piece.rows()) {
      rows.put(at++ * d, row);
    }
  }

  private static void add(float[] row, float[] other) {
    for (int i = 0; i < row.length; i++) {
      row[i] += other[i];
    }
  }
}
