package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.backbone.onednn.Block;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.backbone.onednn.OneDnn;
import io.mptstreams.engine.backbone.onednn.Workspace;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Inference on a CPU with one backbone's weights. Any number of threads may use it. */
final class OneDnnKernel implements AutoCloseable {

  private final BertConfig config;
  private final PromptPlacement placement;
  private final NumberType type;
  private final OneDnnWeights weights;
  private final WordSums words;
  private final OneDnn runtime;
  private final ConcurrentLinkedQueue<Session> idle = new ConcurrentLinkedQueue<>();

  /**
   * Copies the weights.
   *
   * @param type one that the runtime supports
   * @param weights on the CPU; they must outlive the kernel
   */
  OneDnnKernel(
      OneDnn runtime,
      NDManager manager,
      BertConfig config,
      PromptPlacement placement,
      NumberType type,
      Weights weights) {
    this.runtime = runtime;
    this.config = config;
    this.placement = placement;
    this.type = type;
    this.weights = OneDnnWeights.bind(runtime.newBinder(), manager, config, type, weights);
    this.words = new WordSums(config, placement, weights);
  }

  /**
   * Pooled vectors, [B, d], in the order of the batch.
   *
   * @param prompts [B, rows, d] in packed order, or null for none
   */
  NDArray infer(NDManager manager, PackedTexts batch, NDArray prompts) {
    int vectors = prompts == null ? 0 : Math.toIntExact(prompts.getShape().get(1));
    ByteBuffer numbers =
        vectors == 0 ? null : prompts.toType(DataType.FLOAT32, false).toByteBuffer(true);
    int ahead = placement.deep() ? 0 : vectors;
    int deep = placement.deep() ? vectors / config.layers() : 0;
    float[] pooled = new float[batch.size() * config.width()];
    Session session = idle.poll();
    if (session == null) {
      session = new Session();
    }
    try {
      int text = 0;
      int token = 0;
      for (Piece piece : Piece.of(batch, ahead, deep)) {
        session.run(piece, batch, text, token, numbers, pooled);
        text += piece.texts();
        token += piece.tokens();
      }
    } finally {
      idle.add(session);
    }
    return manager.create(pooled, new Shape(batch.size(), config.width()));
  }

  /** A workspace, with passes that may come again. */
  private final class Session implements AutoCloseable {

    /** Passes over texts of one length: all others hardly ever come again. */
    private static final int KEPT = 128;

    private final Workspace workspace = runtime.newWorkspace();
    private final Map<Piece, EncoderPass> kept = new LinkedHashMap<>(16, 0.75f, true);

    void run(
        Piece piece, PackedTexts batch, int text, int token, ByteBuffer prompts, float[] pooled) {
      if (piece.groups().size() == 1) {
        pass(piece).run(words, batch, text, token, prompts, pooled);
      } else {
        try (EncoderPass pass = layOut(piece)) {
          pass.run(words, batch, text, token, prompts, pooled);
        }
      }
    }

    private EncoderPass pass(Piece piece) {
      EncoderPass pass = kept.get(piece);
      if (pass == null) {
        pass = layOut(piece);
        kept.put(piece, pass);
        if (kept.size() > KEPT) {
          kept.remove(kept.keySet().iterator().next()).close();
        }
      }
      return pass;
    }

    private EncoderPass layOut(Piece piece) {
      Block before = workspace.block(0);
      EncoderPass pass = new EncoderPass(config, weights, type, piece, workspace);
      if (workspace.block(0) != before) {
        kept.values().forEach(EncoderPass::close);
        kept.clear();
      }
      return pass;
    }

    @Override
    public void close() {
      kept.values().forEach(EncoderPass::close);
      workspace.close();
    }
  }

  @Override
  public void close() {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      session.close();
    }
    weights.close();
  }
}
