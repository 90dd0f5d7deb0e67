package io.mptstreams.bench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Interruption;
import io.mptstreams.engine.backbone.TokenBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Forward, backward to P*, u, v and label vectors behind a prompt of 20: time and memory. */
final class TrainingStepBench implements AutoCloseable {

  private static final int ROWS = 16;
  private static final int LENGTH = 32;
  private static final int PROMPT = 20;
  private static final int SMALL_BATCHES = 8;
  private static final int FIRST_STEPS = 200;
  private static final int STEPS = 2000;
  private static final double KIBI_A_MEBI = 1024;

  private final RealTexts texts;
  private final Backbone backbone;
  private final NDManager manager;
  private final GradientMode on = GradientMode.on();
  private final NDArray shared;
  private final NDArray u;
  private final NDArray v;
  private final NDArray labels;

  TrainingStepBench(RealTexts texts, Backbone backbone) {
    this.texts = texts;
    this.backbone = backbone;
    this.manager = backbone.newManager();
    int d = backbone.info().width();
    int length = backbone.promptRows(PROMPT);
    this.shared = parameter(manager.randomNormal(new Shape(length, d)).mul(0.05f));
    this.u = parameter(manager.ones(new Shape(length, 1)));
    this.v = parameter(manager.ones(new Shape(1, d)));
    this.labels = parameter(manager.randomNormal(new Shape(2, d)));
  }

  /** Of a step of 16 texts of 32 tokens. */
  double millis(Stopwatch stopwatch) {
    TokenBatch batch = new TokenBatch(texts.exact(ROWS, LENGTH));
    return stopwatch.best(() -> step(batch))[0];
  }

  /**
   * What the process takes more, Java's heap aside, after 2000 steps on small batches of some
   * shapes that the steps before had too: PyTorch's libraries keep what they made for a shape.
   */
  double growthMebibytes() {
    List<TokenBatch> batches =
        IntStream.range(0, SMALL_BATCHES)
            .mapToObj(i -> new TokenBatch(texts.exact(2, LENGTH / 4 + i)))
            .toList();
    IntStream.range(0, FIRST_STEPS).forEach(i -> step(batches.get(i % SMALL_BATCHES)));
    double before = nativeMebibytes();
    IntStream.range(0, STEPS).forEach(i -> step(batches.get(i % SMALL_BATCHES)));
    return nativeMebibytes() - before;
  }

  private void step(TokenBatch batch) {
    Interruption.check();
    try (NDScope scope = new NDScope();
        NDManager pass = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      Shape shape = new Shape(batch.size(), shared.getShape().get(0), shared.getShape().get(1));
      NDArray prompts = shared.mul(u.matMul(v)).expandDims(0).broadcast(shape);
      NDArray z = backbone.encoder().pooled(pass, batch, prompts);
      GradientMode.backward(z.matMul(labels.transpose()).logSoftmax(1).mean().neg());
    }
  }

  private static NDArray parameter(NDArray array) {
    NDArray leaf = array.duplicate();
    leaf.setRequiresGradient(true);
    return leaf;
  }

  /** Resident memory as Linux counts it, less what Java's heap holds. */
  private static double nativeMebibytes() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    try {
      long kibibytes =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
      return kibibytes / KIBI_A_MEBI - heap / KIBI_A_MEBI / KIBI_A_MEBI;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    on.close();
    manager.close();
  }
}
