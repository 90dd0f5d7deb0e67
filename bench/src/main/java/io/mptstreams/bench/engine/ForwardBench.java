package io.mptstreams.bench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.bench.engine.EngineBenchReport.Row;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Forward passes against ONNX Runtime at the same number of positions. */
final class ForwardBench {

  private static final int[] ROWS = {1, 8, 32, 64};
  private static final int[] LENGTHS = {16, 32, 64, 128};
  private static final int[] QUICK_ROWS = {1, 8};
  private static final int[] QUICK_LENGTHS = {16, 64};

  private final Stopwatch stopwatch;
  private final RealTexts texts;
  private final OnnxPeer peer;
  private final boolean quick;
  private final Consumer<String> progress;

  ForwardBench(
      Stopwatch stopwatch,
      RealTexts texts,
      OnnxPeer peer,
      boolean quick,
      Consumer<String> progress) {
    this.stopwatch = stopwatch;
    this.texts = texts;
    this.peer = peer;
    this.quick = quick;
    this.progress = progress;
  }

  /** Float32 of every shape, and bfloat16 where there is one, are added to {@code rows}. */
  void measure(Backbone full, Optional<Backbone> half, int promptLength, List<Row> rows) {
    String suffix = promptLength == 0 ? "" : "_prompted";
    for (int count : quick ? QUICK_ROWS : ROWS) {
      for (int length : quick ? QUICK_LENGTHS : LENGTHS) {
        try (NDManager manager = full.newManager()) {
          TokenBatch batch = new TokenBatch(texts.exact(count, length));
          Shape shape = new Shape(count, full.promptRows(promptLength), full.info().width());
          NDArray prompts = promptLength == 0 ? null : manager.randomNormal(shape);
          List<Runnable> passes = new ArrayList<>();
          passes.add(pass(full, batch, prompts));
          passes.add(peer.pass(ids(count, length + promptLength), count));
          half.ifPresent(backbone -> passes.add(pass(backbone, batch, prompts)));
          boolean shortest = rows.isEmpty();
          if (shortest && !quick) {
            passes.forEach(Stopwatch::compile);
          }
          double[] best = stopwatch.best(passes.toArray(Runnable[]::new));
          OptionalDouble onnx = OptionalDouble.of(best[1]);
          String name = count + "x" + length + (promptLength == 0 ? "" : "+" + promptLength);
          rows.add(new Row("forward_float32" + suffix, name, best[0], onnx));
          progress.accept(
              "forward %s: float32 %.2f ms, ONNX Runtime %.2f ms"
                  .formatted(name, best[0], best[1]));
          if (half.isPresent()) {
            rows.add(new Row("forward_bfloat16" + suffix, name, best[2], onnx));
            progress.accept("forward %s: bfloat16 %.2f ms".formatted(name, best[2]));
          }
        }
      }
    }
  }

  static Runnable pass(Backbone backbone, TokenBatch batch, NDArray prompts) {
    return () -> {
      try (NDManager manager = backbone.newManager()) {
        backbone.encoder().pooled(manager, batch, prompts).toFloatArray();
      }
    };
  }

  private long[] ids(int rows, int length) {
    return texts.exact(rows, length).stream()
        .map(TokenizedText::ids)
        .flatMapToInt(java.util.Arrays::stream)
        .asLongStream()
        .toArray();
  }
}
