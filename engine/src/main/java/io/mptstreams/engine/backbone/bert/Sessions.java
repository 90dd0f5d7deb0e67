package io.mptstreams.engine.backbone.bert;

import io.mptstreams.engine.backbone.bert.Division.Part;
import io.mptstreams.engine.backbone.onednn.Block;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.backbone.onednn.OneDnn;
import io.mptstreams.engine.backbone.onednn.Workspace;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Workspaces on one number of threads, as many as passes ever ran at the same time. */
final class Sessions implements AutoCloseable {

  private final OneDnn runtime;
  private final BertConfig config;
  private final OneDnnWeights weights;
  private final WordSums words;
  private final NumberType type;

  /** The one that was used last is the next, because it still lies in the caches. */
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

  Sessions(
      OneDnn runtime, BertConfig config, OneDnnWeights weights, WordSums words, NumberType type) {
    this.runtime = runtime;
    this.config = config;
    this.weights = weights;
    this.words = words;
    this.type = type;
  }

  /** Runs a part; the calling thread stays on this number of threads. See {@link EncoderPass}. */
  void run(Part part, PackedTexts batch, ByteBuffer prompts, float[] pooled) {
    Session session = idle.poll();
    if (session == null) {
      session = new Session();
    }
    try {
      runtime.useThreads();
      session.run(part, batch, prompts, pooled);
    } finally {
      idle.push(session);
    }
  }

  /** A workspace, with passes that may come again. */
  private final class Session implements AutoCloseable {

    /** Passes over texts of one length: all others hardly ever come again. */
    private static final int KEPT = 128;

    private final Workspace workspace = runtime.newWorkspace();
    private final Map<Piece, EncoderPass> kept = new LinkedHashMap<>(16, 0.75f, true);

    void run(Part part, PackedTexts batch, ByteBuffer prompts, float[] pooled) {
      if (part.piece().groups().size() == 1) {
        pass(part.piece()).run(words, batch, part, prompts, pooled);
      } else {
        try (EncoderPass pass = layOut(part.piece())) {
          pass.run(words, batch, part, prompts, pooled);
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
  }
}
