package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.bert.Division.Part;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.backbone.onednn.OneDnn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Inference on a CPU with one backbone's weights. Any number of threads may use it. */
final class OneDnnKernel implements AutoCloseable {

  private final BertConfig config;
  private final PromptPlacement placement;
  private final OneDnnWeights weights;
  private final OneDnn team;
  private final Sessions together;
  private final Sessions alone;
  private final Crew crew;

  /**
   * Copies the weights.
   *
   * @param team all threads of a pass
   * @param type one that the runtime supports
   * @param weights on the CPU; they must outlive the kernel
   */
  OneDnnKernel(
      OneDnn team,
      NDManager manager,
      BertConfig config,
      PromptPlacement placement,
      NumberType type,
      Weights weights) {
    this.team = team;
    this.config = config;
    this.placement = placement;
    this.weights = OneDnnWeights.bind(team.newBinder(), manager, config, type, weights);
    WordSums words = new WordSums(config, placement, weights);
    this.together = new Sessions(team, config, this.weights, words, type);
    this.alone = new Sessions(team.onOneThread(), config, this.weights, words, type);
    this.crew = new Crew(team.threads());
  }

  /**
   * Pooled vectors, [B, d], in the order of the batch.
   *
   * @param prompts [B, rows, d] in packed order, or null for none
   */
  NDArray infer(NDManager manager, PackedTexts batch, NDArray prompts) {
    return infer(manager, batch, prompts, false);
  }

  /** The same on one thread, as each thread of a divided batch computes it. */
  NDArray inferAlone(NDManager manager, PackedTexts batch, NDArray prompts) {
    return infer(manager, batch, prompts, true);
  }

  private NDArray infer(
      NDManager manager, PackedTexts batch, NDArray prompts, boolean onOneThread) {
    int vectors = prompts == null ? 0 : Math.toIntExact(prompts.getShape().get(1));
    ByteBuffer numbers =
        vectors == 0 ? null : prompts.toType(DataType.FLOAT32, false).toByteBuffer(true);
    int ahead = placement.deep() ? 0 : vectors;
    int deep = placement.deep() ? vectors / config.layers() : 0;
    float[] pooled = new float[batch.size() * config.width()];
    Division division =
        onOneThread
            ? Division.alone(batch, ahead, deep)
            : Division.of(batch, ahead, deep, team.threads());
    AtomicInteger next = new AtomicInteger();
    if (division.apart()) {
      try {
        crew.run(() -> run(alone, division, next, batch, numbers, pooled));
      } finally {
        team.useThreads();
      }
    } else {
      run(together, division, next, batch, numbers, pooled);
    }
    return manager.create(pooled, new Shape(batch.size(), config.width()));
  }

  /** Runs parts that no other thread has taken. */
  private static void run(
      Sessions sessions,
      Division division,
      AtomicInteger next,
      PackedTexts batch,
      ByteBuffer prompts,
      float[] pooled) {
    List<Part> parts = division.parts();
    for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
      sessions.run(parts.get(i), batch, prompts, pooled);
    }
  }

  @Override
  public void close() {
    crew.close();
    alone.close();
    together.close();
    weights.close();
  }
}
