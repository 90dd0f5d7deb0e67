package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.Quantiles;
import io.mptstreams.bench.stream.StreamBenchReport.Row;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.streams.ScorerApp;
import java.util.ArrayList;
import java.util.List;

/**
 * The scorer without a model against a plain topology on the same topics, in turns. A round's
 * events become visible all at once, so that producing them is not measured; its time ends when the
 * last one's prediction is committed.
 */
final class NoopBench {

  private static final String TASK = "bench";

  private final BenchBroker broker;
  private final StreamBenchOptions options;
  private final BackboneInfo backbone;
  private final SharedPrompt prompt;
  private final List<String> texts;

  NoopBench(
      BenchBroker broker,
      StreamBenchOptions options,
      BackboneInfo backbone,
      SharedPrompt prompt,
      List<String> texts) {
    this.broker = broker;
    this.options = options;
    this.backbone = backbone;
    this.prompt = prompt;
    this.texts = texts;
  }

  List<Check> measure(List<Row> rows) {
    List<Double> ours = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (Lane scored = new Lane(broker, "noop");
        Lane passed = new Lane(broker, "pass")) {
      scored.publishAtOnce(
          1, i -> scored.record(scored.topics().tasks(), TASK, Lane.task(TASK, false)));
      try (PassThrough peer = new PassThrough(passed, backbone.digest());
          ScorerApp app =
              ScorerApp.start(scored.settings(), new NoopEngine(backbone, prompt), () -> prompt)) {
        for (int round = 0; round <= options.rounds(); round++) {
          double peerRate = rate(passed, round);
          double ownRate = rate(scored, round);
          if (round > 0) {
            plain.add(peerRate);
            ours.add(ownRate);
            ratios.add(ownRate / peerRate);
          }
        }
      }
    }
    Row own = Row.of("noop", "events/s", ours);
    rows.add(own);
    rows.add(Row.of("passthrough", "events/s", plain));
    return List.of(
        Check.atLeast("noop_vs_passthrough", Quantiles.of(ratios, 0.5), 0.9),
        Check.atLeast("noop_events_per_second", own.value(), 50_000));
  }

  /** Events a second from the moment they can be read. */
  private double rate(Lane lane, int round) {
    var events = lane.topics().sharedEvents();
    lane.publishAtOnce(
        options.events(),
        i ->
            lane.record(
                events, "e" + round + "-" + i, Lane.event(texts.get(i % texts.size()), TASK)));
    long start = System.nanoTime();
    long end =
        new Progress(lane.admin(), lane.applicationId(), Progress.OFTEN)
            .awaitAllOf(events.name(), events.partitions());
    return options.events() / ((end - start) / 1e9);
  }
}
