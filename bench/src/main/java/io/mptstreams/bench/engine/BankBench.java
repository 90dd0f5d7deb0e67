package io.mptstreams.bench.engine;

import io.mptstreams.bench.Check;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What many tasks cost: in a batch, resident, and when they are updated. That cost is the same
 * whatever the texts are; behind the shortest it weighs most and is seen best.
 */
final class BankBench {

  private static final int BATCH = 64;
  private static final int FEW = 10;
  private static final int MANY = 10_000;
  private static final double MEBI = 1 << 20;
  private static final List<String> LABELS = List.of("yes", "no");

  private final Stopwatch stopwatch;
  private final Backbone backbone;
  private final SharedPrompt prompt;
  private final List<String> texts;

  BankBench(Stopwatch stopwatch, Backbone backbone, SharedPrompt prompt, RealTexts texts) {
    this.stopwatch = stopwatch;
    this.backbone = backbone;
    this.prompt = prompt;
    this.texts = texts.shortest(BATCH);
  }

  List<Check> measure() {
    try (BatchingEngine few = engine(BATCH);
        BatchingEngine ten = engine(FEW);
        BatchingEngine many = engine(MANY)) {
      double mebibytes = many.status().bankBytes() / MEBI;
      double mixed = stopwatch.ratio(batch(few, BATCH), batch(few, 1));
      double resident = stopwatch.ratio(batch(many, FEW), batch(ten, FEW));
      double update = medianUpdateMillis(many);
      double after = stopwatch.ratio(batch(many, FEW), batch(ten, FEW));
      return List.of(
          Check.atMost("mixed_tasks_ratio", mixed, 1.03),
          Check.atMost("resident_10000_ratio", resident, 1.03),
          Check.atMost("resident_10000_mib", mebibytes, 64),
          Check.atMost("update_ms", update, 1),
          Check.atMost("after_10000_updates_ratio", after, 1.03));
    }
  }

  private BatchingEngine engine(int tasks) {
    BatchingEngine engine = new BatchingEngine(backbone, EngineSettings.defaults());
    engine.install(prompt).join();
    List<CompletableFuture<Duration>> installed = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      installed.add(engine.install(model(task, 1)));
    }
    installed.forEach(CompletableFuture::join);
    return engine;
  }

  private TaskModel model(int task, long version) {
    float[] labels = new float[LABELS.size() * prompt.width()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) Math.sin(i + task);
    }
    return new TaskModel(
        "task-" + task,
        version,
        prompt.version(),
        new TaskParameters(
            prompt.length(),
            prompt.width(),
            prompt.rank(),
            prompt.u(),
            prompt.v(),
            LABELS,
            labels,
            new float[LABELS.size()],
            10,
            1));
  }

  /** A batch of texts over the first so many tasks. */
  private Runnable batch(BatchingEngine engine, int tasks) {
    List<ScoringRequest> requests =
        IntStream.range(0, BATCH)
            .mapToObj(
                i ->
                    new ScoringRequest(
                        "task-" + i % tasks, texts.get(i % texts.size()), Optional.empty()))
            .toList();
    return () -> {
      for (CompletableFuture<ScoringResult> result : engine.submitAll(requests)) {
        result.join();
      }
    };
  }

  private double medianUpdateMillis(BatchingEngine engine) {
    double[] millis =
        IntStream.range(0, MANY)
            .mapToDouble(i -> engine.install(model(i, 2)).join().toNanos() / 1e6)
            .sorted()
            .toArray();
    return millis[millis.length / 2];
  }
}
