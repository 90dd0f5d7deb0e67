package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.stream.StreamBenchReport.Row;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.streams.ScorerApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Feedback to examples, with a scorer that does nothing: every record names an event that was
 * scored before. The time goes from when all of a round's feedback can be read until the last
 * example is committed.
 */
final class JoinBench {

  private static final String TASK = "bench";

  private final BenchBroker broker;
  private final StreamBenchOptions options;
  private final BackboneInfo backbone;
  private final SharedPrompt prompt;
  private final List<String> texts;

  JoinBench(
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
    List<Double> remembered = new ArrayList<>();
    List<Double> joined = new ArrayList<>();
    try (Lane lane = new Lane(broker, "join")) {
      lane.publishAtOnce(1, i -> lane.record(lane.topics().tasks(), TASK, Lane.task(TASK, true)));
      try (ScorerApp app =
          ScorerApp.start(lane.settings(), new NoopEngine(backbone, prompt), () -> prompt)) {
        for (int round = 0; round <= options.rounds(); round++) {
          double scoring = score(lane, round);
          double joining = join(lane, round);
          if (round > 0) {
            remembered.add(scoring);
            joined.add(joining);
          }
        }
      }
    }
    Row own = Row.of("feedback_join", "records/s", joined);
    rows.add(Row.of("noop_scored_and_remembered", "events/s", remembered));
    rows.add(own);
    return List.of(Check.atLeast("feedback_join_records_per_second", own.value(), 15_000));
  }

  private double score(Lane lane, int round) {
    var events = lane.topics().sharedEvents();
    lane.publishAtOnce(
        options.joined(),
        i -> lane.record(events, id(round, i), Lane.event(texts.get(i % texts.size()), TASK)));
    return rate(lane, events.name(), "scored-by-event");
  }

  private double join(Lane lane, int round) {
    var feedback = lane.topics().feedback();
    lane.publishAtOnce(
        options.joined(), i -> lane.record(feedback, id(round, i), feedback(id(round, i), i)));
    return rate(lane, feedback.name(), "feedback-by-event");
  }

  /** Records a second through a topic and the internal topic behind it. */
  private double rate(Lane lane, String topic, String internal) {
    long start = System.nanoTime();
    Progress progress = new Progress(lane.admin(), lane.applicationId(), Progress.OFTEN);
    int partitions = lane.topics().settings().partitions();
    var unused = progress.awaitAllOf(topic, partitions);
    long end =
        progress.awaitAllOf(
            lane.applicationId() + "-" + internal + "-repartition",
            lane.settings().feedback().partitions());
    return options.joined() / ((end - start) / 1e9);
  }

  private static String id(int round, int i) {
    return "e" + round + "-" + i;
  }

  private static Feedback feedback(String eventId, int i) {
    return new Feedback(
        eventId,
        Optional.of(TASK),
        Lane.LABELS.get(i % Lane.LABELS.size()),
        Optional.of("bench"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
