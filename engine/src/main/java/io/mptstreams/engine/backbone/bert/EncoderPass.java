package io.mptstreams.engine.backbone.bert;

import io.mptstreams.engine.backbone.Pooling;
import io.mptstreams.engine.backbone.bert.Division.Part;
import io.mptstreams.engine.backbone.bert.PackedTexts.Group;
import io.mptstreams.engine.backbone.onednn.Epilogue;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.backbone.onednn.Slice;
import io.mptstreams.engine.backbone.onednn.Steps;
import io.mptstreams.engine.backbone.onednn.View;
import io.mptstreams.engine.backbone.onednn.Workspace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The forward pass of one piece, laid out in one workspace's memory. The same computation as
 * bert_encoder.py's infer: N rows in all, B texts of T tokens and S = ahead + T rows, L deep prompt
 * vectors a layer. Belongs to one thread at a time.
 */
final class EncoderPass implements AutoCloseable {

  private final BertConfig config;
  private final OneDnnWeights weights;
  private final Piece piece;
  private final PassMemory memory;
  private final Workspace workspace;
  private final Steps steps;
  private final List<Steps> attention = new ArrayList<>();
  private final Steps.Source fronts;

  EncoderPass(
      BertConfig config, OneDnnWeights weights, NumberType type, Piece piece, Workspace workspace) {
    this.config = config;
    this.weights = weights;
    this.piece = piece;
    this.memory = PassMemory.of(config, type, piece, workspace);
    this.workspace = workspace;
    this.steps = workspace.newSteps();
    this.fronts =
        piece.deep() > 0 ? steps.copyLater(memory.givenFronts(), memory.fronts()) : prompts -> {};
    layers();
    weights
        .pooler()
        .ifPresent(
            linear ->
                steps.product(
                    memory.result(readRows()), linear, memory.pooled(readRows()), Epilogue.TANH));
    workspace.ready(steps);
  }

  /**
   * Runs it.
   *
   * @param part of the batch, with this pass's piece
   * @param prompts of the whole batch in packed order, float32, or null
   * @param pooled [texts of the batch, d], in the batch's own order
   */
  void run(WordSums words, PackedTexts batch, Part part, ByteBuffer prompts, float[] pooled) {
    FloatBuffer ahead = null;
    if (prompts != null) {
      int vectors = piece.ahead() + config.layers() * piece.deep();
      int start = part.firstText() * vectors * config.width();
      int count = piece.texts() * vectors * config.width();
      ahead = prompts.asFloatBuffer().slice(start, count);
      fronts.set(
          Slice.of(
              View.dense(NumberType.FLOAT32, count),
              prompts.slice(start * Float.BYTES, count * Float.BYTES)));
    }
    words.write(batch, piece, part.firstToken(), ahead, memory.sums());
    workspace.run(steps);
    pool(batch, part.firstText(), pooled);
  }

  private void layers() {
    Slice rows = memory.rows();
    steps.norm(memory.summed(), weights.embeddingNorm(), config.epsilon(), rows);
    int d = config.width();
    int last = config.layers() - 1;
    int everywhere = readsAll() ? config.layers() : last;
    Steps attention = attention(memory.mixing(3), memory.mixing(3), d, false);
    for (int i = 0; i < everywhere; i++) {
      OneDnnWeights.Layer layer = weights.layers().get(i);
      steps.product(rows, layer.queryKeyValue(), memory.mixing(3), Epilogue.NONE);
      front(i);
      steps.then(attention);
      rest(i, rows, i == last ? memory.result(piece.rows()) : rows);
    }
    if (!readsAll()) {
      Slice read = memory.read(readRows());
      Slice query = memory.query(readRows());
      steps.product(rows, weights.layers().get(last).keyValue(), memory.mixing(2), Epilogue.NONE);
      gather(read);
      steps.product(read, weights.query(), query, Epilogue.NONE);
      front(last);
      steps.then(attention(query, memory.mixing(2), 0, true));
      rest(last, read, memory.result(readRows()));
    }
  }

  /** Keys and values of a layer's deep prompts. */
  private void front(int layer) {
    if (piece.deep() > 0) {
      steps.product(
          memory.fronts(layer),
          weights.layers().get(layer).keyValue(),
          memory.frontMixing(),
          Epilogue.NONE);
    }
  }

  /** Copies the rows that pooling reads. */
  private void gather(Slice read) {
    int d = config.width();
    int row = 0;
    int taken = 0;
    for (Group group : piece.groups()) {
      int n = group.texts();
      int count = rowsRead(group);
      View from = memory.view(n, count, d).withStride(0, (long) length(group) * d);
      steps.copy(
          memory.rows().as(from, (long) (row + piece.ahead()) * d),
          read.as(memory.view(n, count, d), (long) taken * d));
      row += n * length(group);
      taken += n * count;
    }
  }

  /**
   * Softmax attention within each text, the same steps for every layer.
   *
   * @param queries [rows, any], query first
   * @param keys [N, any]
   * @param key column of the first key; values follow keys
   * @param whereRead queries have a row for each that pooling reads, not for all
   */
  private Steps attention(Slice queries, Slice keys, int key, boolean whereRead) {
    Steps steps = workspace.newSteps();
    attention.add(steps);
    int d = config.width();
    int l = piece.deep();
    int text = 0;
    int row = 0;
    int query = 0;
    for (Group group : piece.groups()) {
      int n = group.texts();
      int s = length(group);
      int asked = whereRead ? rowsRead(group) : s;
      Slice q = heads(queries, query, 0, n, asked);
      Slice k = heads(keys, row, key, n, s);
      Slice v = heads(keys, row, key + d, n, s);
      Slice mixed = heads(memory.mixed(), query, 0, n, asked);
      View all = memory.view(n, config.heads(), asked, l + s);
      Slice scores = memory.scores(all);
      Slice ofText = scores.as(all.withSize(3, s), l);
      steps.product(q, k.as(k.view().transposed(), 0), ofText, Epilogue.NONE);
      if (l == 0) {
        steps.softmax(scores);
        steps.product(scores, v, mixed, Epilogue.NONE);
      } else {
        Slice frontKey = heads(memory.frontMixing(), text * l, 0, n, l);
        Slice frontValue = heads(memory.frontMixing(), text * l, d, n, l);
        Slice ofFront = scores.as(all.withSize(3, l), 0);
        steps.product(q, frontKey.as(frontKey.view().transposed(), 0), ofFront, Epilogue.NONE);
        steps.softmax(scores);
        steps.product(ofFront, frontValue, mixed, Epilogue.NONE);
        steps.product(ofText, v, mixed, Epilogue.ADD);
      }
      text += n;
      row += n * s;
      query += n * asked;
    }
    return steps;
  }

  /** A matrix for each text and head, [n, heads, rows, d / heads], of a wider matrix's columns. */
  private Slice heads(Slice matrix, int row, int column, int texts, int rows) {
    long width = matrix.view().strides().get(0);
    View view =
        memory
            .view(texts, config.heads(), rows, config.headWidth())
            .withStride(0, rows * width)
            .withStride(1, config.headWidth())
            .withStride(2, width);
    return matrix.as(view, row * width + column);
  }

  /** What follows attention in a layer. */
  private void rest(int layer, Slice rows, Slice to) {
    OneDnnWeights.Layer w = weights.layers().get(layer);
    long count = rows.view().dimensions().get(0);
    Slice mixed = memory.mixed().as(rows.view(), 0);
    Slice wide = memory.wide(count);
    steps.product(mixed, w.output(), rows, Epilogue.ADD);
    steps.norm(rows, w.attentionNorm(), config.epsilon(), rows);
    steps.product(rows, w.up(), wide, activation());
    steps.product(wide, w.down(), rows, Epilogue.ADD);
    steps.norm(rows, w.outputNorm(), config.epsilon(), to);
  }

  private Epilogue activation() {
    return switch (config.activation()) {
      case GELU -> Epilogue.GELU;
      case GELU_TANH -> Epilogue.GELU_TANH;
      case RELU -> Epilogue.RELU;
    };
  }

  private void pool(PackedTexts batch, int first, float[] pooled) {
    FloatBuffer rows =
        weights.pooler().isPresent() ? memory.pooledNumbers() : memory.resultNumbers();
    int d = config.width();
    float[] row = new float[d];
    float[] sum = new float[d];
    int at = 0;
    int text = first;
    for (Group group : piece.groups()) {
      int count = rowsRead(group);
      for (int i = 0; i < group.texts(); i++) {
        Arrays.fill(sum, 0);
        for (int r = 0; r < count; r++) {
          rows.get(at++ * d, row);
          for (int c = 0; c < d; c++) {
            sum[c] += row[c];
          }
        }
        int to = batch.order()[text++] * d;
        for (int c = 0; c < d; c++) {
          pooled[to + c] = sum[c] / count;
        }
      }
    }
  }

  /** Rows of a group's text. */
  private int length(Group group) {
    return piece.ahead() + group.tokens();
  }

  /** Those of them that pooling reads: all tokens, or the first. */
  private int rowsRead(Group group) {
    return config.pooling() == Pooling.MEAN ? group.tokens() : 1;
  }

  private int readRows() {
    return Piece.rounded(piece.groups().stream().mapToInt(g -> g.texts() * rowsRead(g)).sum());
  }

  private boolean readsAll() {
    return config.pooling() == Pooling.MEAN && piece.ahead() == 0;
  }

  @Override
  public void close() {
    steps.close();
    attention.forEach(Steps::close);
  }
}
