package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.Quantiles;
import io.mptstreams.bench.stream.StreamBenchReport.Row;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.streams.ScorerApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The scorer with the real model: its rate against the engine's own, in turns on the same engine
 * and the same texts; then, at half that rate, latency and reload.
 */
final class ModelBench {

  private static final int TASKS = 8;
  private static final int POLL = 256;
  private static final int BATCH_ROUNDS = 15;

  /** At hundreds of events a second the JVM needs most of a minute to compile what they run. */
  private static final int WARM_UP = 3;

  private final BenchBroker broker;
  private final StreamBenchOptions options;
  private final Backbone backbone;
  private final SharedPrompt prompt;
  private final List<String> texts;
  private final Consumer<String> progress;

  ModelBench(
      BenchBroker broker,
      StreamBenchOptions options,
      Backbone backbone,
      SharedPrompt prompt,
      List<String> texts,
      Consumer<String> progress) {
    this.broker = broker;
    this.options = options;
    this.backbone = backbone;
    this.prompt = prompt;
    this.texts = texts;
    this.progress = progress;
  }

  List<Check> measure(List<Row> rows) {
    List<Check> checks = new ArrayList<>();
    try (Lane lane = new Lane(broker, "model");
        BatchingEngine engine = new BatchingEngine(backbone, lane.settings().engine())) {
      lane.publishAtOnce(
          TASKS, i -> lane.record(lane.topics().tasks(), name(i), Lane.task(name(i), true)));
      WatchedEngine watched = new WatchedEngine(engine);
      try (ScorerApp app = ScorerApp.start(lane.settings(), watched, () -> prompt)) {
        progress.accept("events with the real model, and the engine alone");
        double rate = rates(lane, engine, rows, checks);
        double batchMillis = batchMillis(engine, lane.settings().engine().maxBatch());
        rows.add(Row.of("full_batch", "ms", batchMillis));
        progress.accept("latency at half that rate");
        PacedLoad load = new PacedLoad(lane, texts, rate / 2);
        double commitMillis = lane.settings().stream().commitInterval().toMillis();
        checks.add(
            new LatencyBench(load, TASKS, options.seconds())
                .measure(3 * batchMillis + commitMillis, rows));
        progress.accept("reload at half that rate");
        checks.add(new ReloadBench(lane, load, watched, prompt, options.seconds()).measure(rows));
      }
    }
    return checks;
  }

  static String name(int task) {
    return "task-" + task % TASKS;
  }

  /** Events a second end to end. */
  private double rates(Lane lane, ScoringEngine engine, List<Row> rows, List<Check> checks) {
    int processors = Runtime.getRuntime().availableProcessors();
    int first = lane.settings().engine().window();
    endToEnd(lane, first, -WARM_UP - 1);
    int events = (int) Math.ceil(alone(engine, 2 * first) * options.seconds());
    List<Double> through = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> brokers = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = -WARM_UP; round < options.rounds(); round++) {
      long wall = System.nanoTime();
      long cpu = broker.cpuNanos();
      double stream = endToEnd(lane, events, round);
      double cores = (broker.cpuNanos() - cpu) / (double) (System.nanoTime() - wall);
      double own = alone(engine, events);
      if (round >= 0) {
        through.add(stream);
        alone.add(own);
        brokers.add(cores);
        ratios.add(stream / (own * (processors - cores) / processors));
      }
    }
    Row endToEnd = Row.of("end_to_end", "events/s", through);
    rows.add(endToEnd);
    rows.add(Row.of("engine_alone_on_all_cores", "events/s", alone));
    rows.add(Row.of("broker", "cores", brokers));
    checks.add(Check.atLeast("end_to_end_vs_engine", Quantiles.of(ratios, 0.5), 0.9));
    return endToEnd.value();
  }

  private double endToEnd(Lane lane, int count, int round) {
    var events = lane.topics().sharedEvents();
    lane.publishAtOnce(count, i -> lane.record(events, "e" + round + "-" + i, event(i)));
    long start = System.nanoTime();
    long end =
        new Progress(lane.admin(), lane.applicationId(), Progress.SELDOM)
            .awaitAllOf(events.name(), events.partitions());
    return count / ((end - start) / 1e9);
  }

  private TextEvent event(int i) {
    return Lane.event(texts.get(i % texts.size()), name(i));
  }

  private double alone(ScoringEngine engine, int count) {
    long start = System.nanoTime();
    List<CompletableFuture<ScoringResult>> answers = new ArrayList<>(count);
    for (int from = 0; from < count; from += POLL) {
      answers.addAll(engine.submitAll(requests(from, Math.min(count, from + POLL))));
    }
    answers.forEach(CompletableFuture::join);
    return count / ((System.nanoTime() - start) / 1e9);
  }

  /** The median time of a full batch of the same texts, from submitting to the last answer. */
  private double batchMillis(ScoringEngine engine, int size) {
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < BATCH_ROUNDS; round++) {
      long start = System.nanoTime();
      engine.submitAll(requests(round * size, (round + 1) * size)).forEach(CompletableFuture::join);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return Quantiles.of(millis, 0.5);
  }

  private List<ScoringRequest> requests(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new ScoringRequest(name(i), texts.get(i % texts.size()), Optional.empty()))
        .toList();
  }
}
