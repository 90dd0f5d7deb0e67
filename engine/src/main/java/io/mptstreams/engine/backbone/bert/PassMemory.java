package io.mptstreams.engine.backbone.bert;

import io.mptstreams.engine.backbone.bert.PackedTexts.Group;
import io.mptstreams.engine.backbone.onednn.Block;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.backbone.onednn.Slice;
import io.mptstreams.engine.backbone.onednn.View;
import io.mptstreams.engine.backbone.onednn.Workspace;
import java.nio.FloatBuffer;
import java.util.List;

/** Where the numbers of one piece's pass stand in a workspace's memory. */
final class PassMemory {

  /** Regions begin where cache lines do. */
  private static final long LINE = 64;

  private final BertConfig config;
  private final NumberType type;
  private final Piece piece;
  private final Block block;
  private final Regions regions;

  /** Offsets in bytes. */
  private record Regions(
      long sums,
      long rows,
      long mixing,
      long mixed,
      long wide,
      long scores,
      long fronts,
      long frontMixing,
      long read,
      long query,
      long pooled) {}

  private PassMemory(
      BertConfig config, NumberType type, Piece piece, Block block, Regions regions) {
    this.config = config;
    this.type = type;
    this.piece = piece;
    this.block = block;
    this.regions = regions;
  }

  static PassMemory of(BertConfig config, NumberType type, Piece piece, Workspace workspace) {
    Layout layout = new Layout();
    long d = config.width();
    long matrix = piece.rows() * d;
    long vectors = (long) piece.texts() * piece.deep() * d;
    Regions regions =
        new Regions(
            layout.take(matrix, NumberType.FLOAT32),
            layout.take(matrix, type),
            layout.take(3 * matrix, type),
            layout.take(matrix, type),
            layout.take((long) piece.rows() * config.intermediate(), type),
            layout.take(config.heads() * mostScores(piece), type),
            layout.take(config.layers() * vectors, type),
            layout.take(3 * vectors, type),
            layout.take(matrix, type),
            layout.take(matrix, type),
            layout.take(Piece.rounded(piece.texts()) * d, NumberType.FLOAT32));
    return new PassMemory(config, type, piece, workspace.block(layout.end), regions);
  }

  private static final class Layout {
    private long end;

    private long take(long numbers, NumberType type) {
      long start = end;
      end += (numbers * type.bytes() + LINE - 1) / LINE * LINE;
      return start;
    }
  }

  /** Of a head, for the group that has most. */
  private static long mostScores(Piece piece) {
    long most = 0;
    for (Group group : piece.groups()) {
      long rows = piece.ahead() + group.tokens();
      most = Math.max(most, group.texts() * rows * (piece.deep() + rows));
    }
    return most;
  }

  /** An array of the pass's type, without gaps. */
  View view(long... dimensions) {
    return View.dense(type, dimensions);
  }

  /** Sums of embeddings, [N, d], float32, to be written. */
  FloatBuffer sums() {
    return block.floats(regions.sums(), (long) piece.rows() * config.width());
  }

  /** The same, to be read. */
  Slice summed() {
    return result(piece.rows());
  }

  /** What a layer hands to the next, [N, d]. */
  Slice rows() {
    return block.slice(view(piece.rows(), config.width()), regions.rows());
  }

  /**
   * Queries, keys and values side by side, [N, 3 d], or keys and values alone. Their rows are as
   * wide: with a power of two of texts (see {@link Piece}), heads in rows of 3 d are never what
   * oneDNN misreads, and in rows of 2 d they would be.
   */
  Slice mixing(int parts) {
    return block.slice(sideBySide(piece.rows(), parts), regions.mixing());
  }

  private View sideBySide(long rows, int parts) {
    return view(rows, 3L * config.width()).withSize(1, (long) parts * config.width());
  }

  /** What attention returns, [N, d]. */
  Slice mixed() {
    return block.slice(view(piece.rows(), config.width()), regions.mixed());
  }

  /** The feed-forward layer's inside. */
  Slice wide(long rows) {
    return block.slice(view(rows, config.intermediate()), regions.wide());
  }

  /** Attention's scores. */
  Slice scores(View view) {
    return block.slice(view, regions.scores());
  }

  /** Deep prompts as they are given: [B, layers, L, d], float32, somewhere else. */
  View givenFronts() {
    return View.dense(
        NumberType.FLOAT32, piece.texts(), config.layers(), piece.deep(), config.width());
  }

  /** The same by layer, [layers, B, L, d], seen as [B, layers, L, d]. */
  Slice fronts() {
    long vectors = (long) piece.deep() * config.width();
    View byLayer =
        new View(
            type,
            givenFronts().dimensions(),
            List.of(vectors, piece.texts() * vectors, (long) config.width(), 1L));
    return block.slice(byLayer, regions.fronts());
  }

  /** A layer's deep prompts, [B L, d]. */
  Slice fronts(int layer) {
    long rows = (long) piece.texts() * piece.deep();
    long before = layer * rows * config.width() * type.bytes();
    return block.slice(view(rows, config.width()), regions.fronts() + before);
  }

  /** Their keys and values, [B L, 2 d]; see {@link #mixing}. */
  Slice frontMixing() {
    return block.slice(sideBySide((long) piece.texts() * piece.deep(), 2), regions.frontMixing());
  }

  /** Rows that pooling reads, of the last layer's input. */
  Slice read(int rows) {
    return block.slice(view(rows, config.width()), regions.read());
  }

  /** Their queries. */
  Slice query(int rows) {
    return block.slice(view(rows, config.width()), regions.query());
  }

  /** What the last layer returns, float32; where the sums were. */
  Slice result(int rows) {
    return block.slice(View.dense(NumberType.FLOAT32, rows, config.width()), regions.sums());
  }

  /** The same, to be read. */
  FloatBuffer resultNumbers() {
    return sums();
  }

  /** What the pooler makes of the result, float32. */
  Slice pooled(int rows) {
    return block.slice(View.dense(NumberType.FLOAT32, rows, config.width()), regions.pooled());
  }

  /** The same, to be read. */
  FloatBuffer pooledNumbers() {
    return block.floats(regions.pooled(), (long) piece.texts() * config.width());
  }
}
